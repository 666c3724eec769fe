package io.rpcparallel.protocol;

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
		DataBuffer buffer = this.encoder.encodeValue(value, DefaultDataBufferFactory.sharedInstance, this.type,
				this.mimeType, null);
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		return bytes;
	}

	@Override
	@Nullable Object read(byte[] bytes) {
		return this.decoder.decode(DefaultDataBufferFactory.sharedInstance.wrap(bytes), this.type, this.mimeType, null);
	}

}
