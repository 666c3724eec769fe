package io.rpcparallel.protocol;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Writes Fory to who has said that it is prepared for it, and CBOR to all others. Asks
 * for Fory to be prepared here once there was much to write or read. The first byte tells
 * which of the two follows. A value that Fory does not carry, such as a collection of a
 * library's own class, is CBOR too.
 */
final class AdaptivePayloadFormat extends PayloadFormat {

	private static final Log logger = LogFactory.getLog(AdaptivePayloadFormat.class);

	static final byte FORY = 0;

	static final byte CBOR = 1;

	// Fory saves a microsecond or two on each, so who has come so far is likely to get
	// back what it costs
	static final int PAYLOADS_BEFORE_PREPARING = 50_000;

	private static final int REFUSALS_BEFORE_CBOR = 100;

	private final int number;

	private final Class<?> type;

	private final Supplier<ForyRuntime> fory;

	private final Runnable preparation;

	private final CodecPayloadFormat cbor;

	private final AtomicInteger payloads = new AtomicInteger();

	private final AtomicInteger refusals = new AtomicInteger();

	/**
	 * Create a format.
	 * @param number what processes call the type when they agree on it
	 * @param type the type
	 * @param fory carries it
	 * @param preparation prepares that in the background; run once, when it is likely to
	 * pay
	 * @param cbor carries it otherwise
	 */
	AdaptivePayloadFormat(int number, Class<?> type, Supplier<ForyRuntime> fory, Runnable preparation,
			CodecPayloadFormat cbor) {
		this.number = number;
		this.type = type;
		this.fory = fory;
		this.preparation = preparation;
		this.cbor = cbor;
	}

	@Override
	byte[] write(Object value, AgreedTypes agreed) {
		byte[] bytes = (agreed.contains(this.number) && this.refusals.get() < REFUSALS_BEFORE_CBOR) ? writeFory(value)
				: null;
		return (bytes != null) ? bytes : write(value);
	}

	@Override
	byte[] write(Object value) {
		count();
		byte[] bytes = this.cbor.write(value, 1);
		bytes[0] = CBOR;
		return bytes;
	}

	// The first byte of a new array is FORY
	private byte @Nullable [] writeFory(Object value) {
		try {
			return this.fory.get().write(value, 1);
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("A value of '%s' is not carried by Fory, but by CBOR".formatted(this.type.getName()), ex);
			this.refusals.incrementAndGet();
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
		if (this.payloads.get() < PAYLOADS_BEFORE_PREPARING
				&& this.payloads.incrementAndGet() == PAYLOADS_BEFORE_PREPARING) {
			this.preparation.run();
		}
	}

}
