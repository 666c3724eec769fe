package io.rpcparallel.protocol;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.Decoder;
import org.springframework.core.codec.Encoder;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.util.MimeType;

/**
 * Leaves values to the codecs of the application, most of them to Jackson's CBOR.
 */
final class CodecPayloadFormat extends PayloadFormat {

	private final ResolvableType type;

	private final Encoder<Object> encoder;

	private final Decoder<Object> decoder;

	private final MimeType mimeType;

	CodecPayloadFormat(ResolvableType type, Encoder<Object> encoder, Decoder<Object> decoder, MimeType mimeType) {
		this.type = type;
		this.encoder = encoder;
		this.decoder = decoder;
		this.mimeType = mimeType;
	}

	@Override
	byte[] write(Object value) {
		return write(value, 0);
	}

	/**
	 * Write a value.
	 * @param value the value
	 * @param offset how many bytes to leave free before it
	 * @return its bytes
	 */
	byte[] write(Object value, int offset) {
		DataBuffer buffer = this.encoder.encodeValue(value, DefaultDataBufferFactory.sharedInstance, this.type,
				this.mimeType, null);
		int length = buffer.readableByteCount();
		byte[] bytes = new byte[offset + length];
		buffer.read(bytes, offset, length);
		return bytes;
	}

	@Override
	@Nullable Object read(byte[] bytes) {
		return read(bytes, 0);
	}

	/**
	 * Read a value.
	 * @param bytes its bytes
	 * @param offset where they start
	 * @return the value
	 */
	@Nullable Object read(byte[] bytes, int offset) {
		try {
			ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, bytes.length - offset).slice();
			return this.decoder.decode(DefaultDataBufferFactory.sharedInstance.wrap(buffer), this.type, this.mimeType,
					null);
		}
		catch (RuntimeException ex) {
			throw new MalformedPayloadException("The %d bytes are no '%s' as %s: %s".formatted(bytes.length - offset,
					this.type, this.mimeType, ex.getMessage()), ex);
		}
	}

}
