package io.rpcparallel.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * What a text looks like outside a process: UTF-8. Half of a surrogate pair by itself has
 * no UTF-8, but a {@code String} may hold one, such as the end of one that was cut. A
 * text with such a half is a byte that UTF-8 never has, and then its characters as they
 * are, highest byte first.
 */
final class TextForm {

	private static final byte UTF_16 = -1;

	private static final VarHandle EIGHT_BYTES = MethodHandles.byteArrayViewVarHandle(long[].class,
			ByteOrder.nativeOrder());

	private static final long QUESTION_MARKS = 0x3f3f3f3f3f3f3f3fL;

	private static final long LOWEST_BITS = 0x0101010101010101L;

	private static final long HIGHEST_BITS = 0x8080808080808080L;

	private TextForm() {
	}

	static byte[] write(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		return (hasQuestionMark(bytes) && hasHalf(text)) ? writeHalves(text) : bytes;
	}

	private static byte[] writeHalves(String text) {
		ByteBuffer buffer = ByteBuffer.allocate(1 + text.length() * Character.BYTES).put(UTF_16);
		buffer.asCharBuffer().put(text);
		return buffer.array();
	}

	/**
	 * Read a text.
	 * @param bytes its bytes
	 * @return the text, or {@code null} if they are not what is written for any
	 */
	static @Nullable String read(byte[] bytes) {
		String text = new String(bytes, StandardCharsets.UTF_8);
		// Stands for what is no UTF-8, unless it was written itself
		if (text.indexOf('\ufffd') < 0) {
			return text;
		}
		if (bytes[0] == UTF_16) {
			text = ByteBuffer.wrap(bytes, 1, bytes.length - 1).slice().asCharBuffer().toString();
		}
		return Arrays.equals(write(text), bytes) ? text : null;
	}

	// Java puts a question mark in the place of a half, so most texts need no closer
	// look.
	// It goes by eight bytes, as a text may be large: one of them is 0 where there is a
	// question mark, and only if one is 0 is there a highest bit that was not set before
	private static boolean hasQuestionMark(byte[] bytes) {
		int position = 0;
		for (; position <= bytes.length - Long.BYTES; position += Long.BYTES) {
			long eight = (long) EIGHT_BYTES.get(bytes, position) ^ QUESTION_MARKS;
			if (((eight - LOWEST_BITS) & ~eight & HIGHEST_BITS) != 0) {
				return true;
			}
		}
		for (; position < bytes.length; position++) {
			if (bytes[position] == '?') {
				return true;
			}
		}
		return false;
	}

	private static boolean hasHalf(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (Character.isHighSurrogate(text.charAt(i)) && i + 1 < text.length()
					&& Character.isLowSurrogate(text.charAt(i + 1))) {
				i++;
			}
			else if (Character.isSurrogate(text.charAt(i))) {
				return true;
			}
		}
		return false;
	}

}
