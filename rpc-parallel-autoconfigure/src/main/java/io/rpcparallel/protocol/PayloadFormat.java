package io.rpcparallel.protocol;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.Decoder;
import org.springframework.core.codec.Encoder;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.util.MimeType;

/**
 * How the values of one declared type become bytes and values again.
 */
public final class PayloadFormat {

	private final ResolvableType type;

	private final Encoder<Object> encoder;

	private final Decoder<Object> decoder;

	private final MimeType mimeType;

	PayloadFormat(ResolvableType type, Encoder<Object> encoder, Decoder<Object> decoder, MimeType mimeType) {
		this.type = type;
		this.encoder = encoder;
		this.decoder = decoder;
		this.mimeType = mimeType;
	}

	/**
	 * Encode a value.
	 * @param value the value
	 * @return its bytes, or {@code null} for {@code null}
	 */
	public byte @Nullable [] encode(@Nullable Object value) {
		if (value == null) {
			return null;
		}
		DataBuffer buffer = this.encoder.encodeValue(value, DefaultDataBufferFactory.sharedInstance, this.type,
				this.mimeType, null);
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		return bytes;
	}

	/**
	 * Decode a value.
	 * @param bytes its bytes, or {@code null} for {@code null}
	 * @return the value
	 */
	public @Nullable Object decode(byte @Nullable [] bytes) {
		return (bytes != null) ? this.decoder.decode(DefaultDataBufferFactory.sharedInstance.wrap(bytes), this.type,
				this.mimeType, null) : null;
	}

}
