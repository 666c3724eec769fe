package io.rpcparallel.protocol;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Writes CBOR until there was much to write or read, and Fory from then on: to get Fory
 * ready takes a second of processor time, which processes that live or say little should
 * not pay. The first byte tells which of the two follows. A value that Fory does not
 * carry, such as a collection of a library's own class, is CBOR too.
 */
final class AdaptivePayloadFormat extends PayloadFormat {

	private static final Log logger = LogFactory.getLog(AdaptivePayloadFormat.class);

	static final byte FORY = 0;

	static final byte CBOR = 1;

	// CBOR takes some ten microseconds more, so this many pay for the second
	static final int PAYLOADS_BEFORE_FORY = 20_000;

	private static final int REFUSALS_BEFORE_CBOR = 100;

	private final Class<?> type;

	private final Set<Class<?>> classes;

	private final Supplier<ForyRuntime> fory;

	private final CodecPayloadFormat cbor;

	private final AtomicInteger payloads = new AtomicInteger();

	private final AtomicInteger refusals = new AtomicInteger();

	private volatile boolean ready;

	AdaptivePayloadFormat(Class<?> type, Set<Class<?>> classes, Supplier<ForyRuntime> fory, CodecPayloadFormat cbor) {
		this.type = type;
		this.classes = classes;
		this.fory = fory;
		this.cbor = cbor;
	}

	@Override
	byte[] write(Object value) {
		byte[] bytes = this.ready ? writeFory(value) : null;
		if (bytes == null) {
			count();
			bytes = this.cbor.write(value, 1);
			bytes[0] = CBOR;
		}
		return bytes;
	}

	// The first byte of a new array is FORY
	private byte @Nullable [] writeFory(Object value) {
		try {
			return this.fory.get().write(value, 1);
		}
		catch (RuntimeException ex) {
			logger.debug("A value of '%s' is not carried by Fory, but by CBOR".formatted(this.type.getName()), ex);
			if (this.refusals.incrementAndGet() == REFUSALS_BEFORE_CBOR) {
				this.ready = false;
			}
			return null;
		}
	}

	@Override
	@Nullable Object read(byte[] bytes) {
		if (bytes.length > 0 && bytes[0] == FORY) {
			return this.fory.get().read(bytes, 1, this.type);
		}
		if (bytes.length == 0 || bytes[0] != CBOR) {
			throw new MalformedPayloadException(
					"The bytes of '%s' start with neither 0 nor 1".formatted(this.type.getName()), null);
		}
		count();
		return this.cbor.read(bytes, 1);
	}

	private void count() {
		if (this.payloads.get() < PAYLOADS_BEFORE_FORY && this.payloads.incrementAndGet() == PAYLOADS_BEFORE_FORY) {
			Thread thread = new Thread(this::prepare, "rpc-parallel-codec");
			thread.setDaemon(true);
			thread.start();
		}
	}

	private void prepare() {
		try {
			this.fory.get().prepare(this.classes);
			this.ready = true;
			logger.debug("Payloads of '%s' are sent by Fory from now on".formatted(this.type.getName()));
		}
		catch (RuntimeException | LinkageError ex) {
			logger.warn("Payloads of '%s' stay with CBOR, as Fory can't be used. Set 'rpc-parallel.codec' to 'cbor'"
				.formatted(this.type.getName()), ex);
		}
	}

}
