package io.rpcparallel.protocol;

import org.jspecify.annotations.Nullable;

/**
 * How the values of one declared type become bytes and values again. May be used by
 * several threads at once.
 */
public abstract sealed class PayloadFormat
		permits SimplePayloadFormat, CodecPayloadFormat, ForyPayloadFormat, AdaptivePayloadFormat {

	PayloadFormat() {
	}

	/**
	 * Encode a value for whoever is to read it.
	 * @param value the value
	 * @return its bytes, or {@code null} for {@code null}
	 * @throws RuntimeException if the value can't be written
	 */
	public final byte @Nullable [] encode(@Nullable Object value) {
		try {
			return (value != null) ? write(value) : null;
		}
		catch (StackOverflowError | LinkageError ex) {
			throw notWritten(ex);
		}
	}

	/**
	 * Encode a value for the other side of a link.
	 * @param value the value
	 * @param agreed what goes by Fory over that link
	 * @return its bytes, or {@code null} for {@code null}
	 * @throws RuntimeException if the value can't be written
	 */
	public final byte @Nullable [] encode(@Nullable Object value, AgreedTypes agreed) {
		try {
			return (value != null) ? write(value, agreed) : null;
		}
		catch (StackOverflowError | LinkageError ex) {
			throw notWritten(ex);
		}
	}

	// In a stream Reactor would take it for fatal, although it is a failure of this value
	private static IllegalArgumentException notWritten(Error failure) {
		return new IllegalArgumentException("The value can't be written: " + failure, failure);
	}

	/**
	 * Decode a value.
	 * @param bytes its bytes, which are not to be changed any more, or {@code null} for
	 * {@code null}
	 * @return the value
	 * @throws RuntimeException if the bytes are none of a value of the type
	 */
	public final @Nullable Object decode(byte @Nullable [] bytes) {
		try {
			return (bytes != null) ? read(bytes) : null;
		}
		catch (StackOverflowError | LinkageError ex) {
			throw new MalformedPayloadException("The bytes can't be read: " + ex, ex);
		}
	}

	abstract byte[] write(Object value);

	byte[] write(Object value, AgreedTypes agreed) {
		return write(value);
	}

	abstract @Nullable Object read(byte[] bytes);

}
