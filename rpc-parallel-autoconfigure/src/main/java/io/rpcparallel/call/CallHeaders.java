package io.rpcparallel.call;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What goes with a call beside its query. On the wire each entry is a byte that tells
 * which of the two it belongs to, and its name and its value, each after its length in
 * two bytes.
 *
 * @param trace the context of the caller's trace, as the propagation in use writes it
 * @param mdc what the caller's log records are marked with
 */
public record CallHeaders(Map<String, String> trace, Map<String, String> mdc) {

	/**
	 * No headers.
	 */
	public static final CallHeaders NONE = new CallHeaders(Map.of(), Map.of());

	/**
	 * How many bytes go with a call at most.
	 */
	static final int LIMIT = 8 * 1024;

	private static final Log logger = LogFactory.getLog(CallHeaders.class);

	private static final byte TRACE = 0;

	private static final byte MDC = 1;

	private static final int LONGEST = 0xFFFF;

	CallHeaders withMdc(Map<String, String> mdc) {
		return new CallHeaders(this.trace, mdc);
	}

	/**
	 * Write the headers. What is beyond the limit is left out, as it is no part of the
	 * call.
	 * @return their bytes, or {@code null} if there are none
	 */
	public byte @Nullable [] encode() {
		if (this.trace.isEmpty() && this.mdc.isEmpty()) {
			return null;
		}
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
		write(TRACE, this.trace, bytes);
		write(MDC, this.mdc, bytes);
		return bytes.toByteArray();
	}

	private static void write(byte kind, Map<String, String> entries, ByteArrayOutputStream bytes) {
		entries.forEach((name, value) -> {
			byte[] encodedName = name.getBytes(StandardCharsets.UTF_8);
			byte[] encodedValue = value.getBytes(StandardCharsets.UTF_8);
			int size = 1 + 2 * Short.BYTES + encodedName.length + encodedValue.length;
			if (bytes.size() + size > LIMIT) {
				logger.debug("'%s' is too long to go with a call".formatted(name));
				return;
			}
			bytes.write(kind);
			write(encodedName, bytes);
			write(encodedValue, bytes);
		});
	}

	private static void write(byte[] text, ByteArrayOutputStream bytes) {
		bytes.write(text.length >> Byte.SIZE);
		bytes.write(text.length);
		bytes.writeBytes(text);
	}

	/**
	 * Read headers.
	 * @param bytes their bytes, or {@code null} if there are none
	 * @return the headers
	 * @throws IllegalArgumentException if these are none
	 */
	public static CallHeaders decode(byte @Nullable [] bytes) {
		if (bytes == null) {
			return NONE;
		}
		Map<String, String> trace = new LinkedHashMap<>();
		Map<String, String> mdc = new LinkedHashMap<>();
		ByteBuffer rest = ByteBuffer.wrap(bytes);
		try {
			while (rest.hasRemaining()) {
				byte kind = rest.get();
				if (kind != TRACE && kind != MDC) {
					throw new IllegalArgumentException("There are no headers of kind " + kind);
				}
				((kind == TRACE) ? trace : mdc).put(read(rest), read(rest));
			}
		}
		catch (BufferUnderflowException ex) {
			throw new IllegalArgumentException("A header is cut off", ex);
		}
		return new CallHeaders(trace, mdc);
	}

	private static String read(ByteBuffer bytes) {
		byte[] text = new byte[Math.min(bytes.getShort() & LONGEST, bytes.remaining() + 1)];
		bytes.get(text);
		return new String(text, StandardCharsets.UTF_8);
	}

}
