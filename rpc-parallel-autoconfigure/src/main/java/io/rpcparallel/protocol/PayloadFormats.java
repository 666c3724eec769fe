package io.rpcparallel.protocol;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.core.ResolvableType;
import org.springframework.core.codec.Decoder;
import org.springframework.core.codec.Encoder;
import org.springframework.http.codec.JacksonCodecSupport;
import org.springframework.messaging.rsocket.RSocketStrategies;
import org.springframework.util.MimeType;
import tools.jackson.databind.ObjectMapper;

/**
 * The formats of the application's payloads, chosen from its {@link RSocketStrategies} by
 * the declared type. Nothing in a message names a class.
 */
public final class PayloadFormats {

	private static final MimeType MIME_TYPE = new MimeType("application", "cbor");

	private final RSocketStrategies strategies;

	private final Map<ResolvableType, PayloadFormat> formats = new ConcurrentHashMap<>();

	/**
	 * Create formats.
	 * @param strategies the codecs of the application
	 */
	public PayloadFormats(RSocketStrategies strategies) {
		this.strategies = PayloadMappers.in(strategies);
	}

	/**
	 * Return the codecs that the formats are made of.
	 * @return the codecs of the application
	 */
	public RSocketStrategies strategies() {
		return this.strategies;
	}

	/**
	 * Return the format of a type.
	 * @param type the declared type
	 * @return its format
	 * @throws UnsupportedPayloadException if no codec can carry the type
	 */
	public PayloadFormat of(ResolvableType type) {
		PayloadFormat known = this.formats.get(type);
		return (known != null) ? known : this.formats.computeIfAbsent(type, this::create);
	}

	private PayloadFormat create(ResolvableType type) {
		Encoder<Object> encoder;
		Decoder<Object> decoder;
		try {
			encoder = this.strategies.encoder(type, MIME_TYPE);
			decoder = this.strategies.decoder(type, MIME_TYPE);
		}
		catch (IllegalArgumentException ex) {
			throw new UnsupportedPayloadException(
					"no codec of the RSocketStrategies carries '%s' as %s.".formatted(type, MIME_TYPE),
					"Use another type, or add a codec with an RSocketStrategiesCustomizer bean.");
		}
		if ((encoder instanceof JacksonCodecSupport<?>) != (decoder instanceof JacksonCodecSupport<?>)) {
			throw new UnsupportedPayloadException(
					"'%s' is written by one codec and read by another, which don't fit.".formatted(type),
					"Use another type, such as String for text.");
		}
		if (encoder instanceof JacksonCodecSupport<?> jacksonEncoder
				&& decoder instanceof JacksonCodecSupport<?> jacksonDecoder) {
			check(type, jacksonEncoder.getMapper(), jacksonDecoder.getMapper());
		}
		return new PayloadFormat(type, encoder, decoder, MIME_TYPE);
	}

	private static void check(ResolvableType type, ObjectMapper writer, ObjectMapper reader) {
		if (!new PlainTypes(writer.serializationConfig()).contain(type)) {
			new JacksonTypeCheck(writer, reader).check(type);
		}
	}

}
