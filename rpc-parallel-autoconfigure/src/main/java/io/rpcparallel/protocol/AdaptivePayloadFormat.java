package io.rpcparallel.protocol;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Writes CBOR until there was much to write or read, and Fory from then on: to get Fory
 * ready takes nearly a second of processor time, which processes that live or say little
 * should not pay. The first byte tells which of the two follows. A value that Fory does
 * not carry, such as a collection of a library's own class, is CBOR too.
 */
final class AdaptivePayloadFormat extends PayloadFormat {

	private static final Log logger = LogFactory.getLog(AdaptivePayloadFormat.class);

	static final byte FORY = 0;

	static final byte CBOR = 1;

	// Fory saves a microsecond or two on each, so who has come so far is likely to get
	// back what it costs
	static final int PAYLOADS_BEFORE_PREPARING = 50_000;

	// The other side has counted the same payloads, and should be ready too by then
	static final int PAYLOADS_BEFORE_FORY = 2 * PAYLOADS_BEFORE_PREPARING;

	private static final int REFUSALS_BEFORE_CBOR = 100;

	private final Class<?> type;

	private final Set<Class<?>> classes;

	private final Supplier<ForyRuntime> fory;

	private final CodecPayloadFormat cbor;

	private final AtomicInteger payloads = new AtomicInteger();

	private final AtomicInteger refusals = new AtomicInteger();

	private volatile boolean prepared;

	private volatile boolean sending;

	AdaptivePayloadFormat(Class<?> type, Set<Class<?>> classes, Supplier<ForyRuntime> fory, CodecPayloadFormat cbor) {
		this.type = type;
		this.classes = classes;
		this.fory = fory;
		this.cbor = cbor;
	}

	@Override
	byte[] write(Object value) {
		byte[] bytes = this.sending ? writeFory(value) : null;
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
			if (this.refusals.incrementAndGet() >= REFUSALS_BEFORE_CBOR) {
				this.sending = false;
			}
			return null;
		}
	}

	@Override
	@Nullable Object read(byte[] bytes) {
		if (bytes.length > 0 && bytes[0] == FORY) {
			prepare();
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
		int payloads = this.payloads.incrementAndGet();
		if (payloads == PAYLOADS_BEFORE_PREPARING) {
			Thread thread = new Thread(this::tryToPrepare, "rpc-parallel-codec");
			thread.setDaemon(true);
			thread.start();
		}
		else if (payloads >= PAYLOADS_BEFORE_FORY && this.prepared && this.refusals.get() < REFUSALS_BEFORE_CBOR) {
			this.sending = true;
		}
	}

	private void tryToPrepare() {
		try {
			prepare();
			logger.debug("Payloads of '%s' are sent by Fory from now on".formatted(this.type.getName()));
		}
		catch (RuntimeException | LinkageError ex) {
			logger.warn("Payloads of '%s' stay with CBOR, as Fory can't be used. Set 'rpc-parallel.codec' to 'cbor'"
				.formatted(this.type.getName()), ex);
		}
	}

	// Who reads the first one waits for it instead of doing the same beside it
	private void prepare() {
		if (!this.prepared) {
			synchronized (this.fory) {
				if (!this.prepared) {
					this.fory.get().prepare(this.classes);
					this.prepared = true;
				}
			}
		}
	}

}
