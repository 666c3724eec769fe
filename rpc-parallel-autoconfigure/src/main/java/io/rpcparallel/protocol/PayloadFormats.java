package io.rpcparallel.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.Decoder;
import org.springframework.core.codec.Encoder;
import org.springframework.http.codec.JacksonCodecSupport;
import org.springframework.http.codec.cbor.JacksonCborDecoder;
import org.springframework.http.codec.cbor.JacksonCborEncoder;
import org.springframework.messaging.rsocket.RSocketStrategies;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import org.springframework.util.MimeType;
import reactor.core.publisher.Flux;
import tools.jackson.databind.ObjectMapper;

/**
 * The formats of the application's payloads, chosen by the declared type: a form of our
 * own for simple types, Fory for what it carries faithfully, what the application's
 * {@link RSocketStrategies} have for all others. Nothing in a message names a class.
 */
public final class PayloadFormats implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(PayloadFormats.class);

	private static final MimeType MIME_TYPE = new MimeType("application", "cbor");

	private final RSocketStrategies strategies;

	private final PayloadCodec codec;

	private final Map<ResolvableType, PayloadFormat> formats = new ConcurrentHashMap<>();

	private final Map<List<ObjectMapper>, JacksonCustomizations> customizations = new ConcurrentHashMap<>();

	private volatile ForyPlan fory = new ForyPlan(Map.of(), null);

	/**
	 * Create formats.
	 * @param strategies the codecs of the application
	 * @param codec what is to carry payloads
	 */
	public PayloadFormats(RSocketStrategies strategies, PayloadCodec codec) {
		this.strategies = PayloadMappers.in(strategies);
		this.codec = codec;
	}

	/**
	 * Return the codecs that the formats are made of.
	 * @return the codecs of the application
	 */
	public RSocketStrategies strategies() {
		return this.strategies;
	}

	/**
	 * Declare which types functions use, before the first format is asked for. Others are
	 * never carried by Fory, since processes have to agree on the order of its types.
	 * @param types the types, in the order in which all processes of the application have
	 * them
	 * @return what has to be equal in processes that exchange payloads, beside the types
	 */
	public List<String> declare(List<ResolvableType> types) {
		Assert.state(this.formats.isEmpty(), "Types must be declared before they are used");
		ClassLoader classLoader = ClassUtils.getDefaultClassLoader();
		if (this.codec == PayloadCodec.CBOR || !ForyPlan.isPossible(classLoader)) {
			return List.of();
		}
		Map<ResolvableType, Set<Class<?>>> carried = new LinkedHashMap<>();
		for (ResolvableType type : types) {
			if (SimplePayloadFormat.of(type.toClass()) == null) {
				try {
					carried.put(type, carriedByFory(type));
				}
				catch (UnsupportedPayloadException ex) {
					logger.debug("Payloads of '%s' stay with CBOR: %s".formatted(type, ex.getMessage()));
				}
			}
		}
		this.fory = new ForyPlan(carried, classLoader);
		List<String> lines = this.fory.describe(this.codec);
		lines.forEach(logger::debug);
		return lines;
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

	/**
	 * Return which types this process is prepared to write and read by Fory, with
	 * {@link PayloadCodec#AUTO}. It prepares what it has sent or received often.
	 * @return the numbers of the types, which are the same in all processes: those that
	 * it is prepared for, and further ones when it is; never ends
	 */
	public Flux<Integer> prepared() {
		return (this.codec == PayloadCodec.AUTO) ? this.fory.prepared() : Flux.never();
	}

	/**
	 * Prepare no types for Fory any more. Formats may still be used.
	 */
	@Override
	public void close() {
		this.fory.stopPreparing();
	}

	private PayloadFormat create(ResolvableType type) {
		PayloadFormat simple = SimplePayloadFormat.of(type.toClass());
		if (simple != null) {
			return simple;
		}
		ForyPlan plan = this.fory;
		boolean byFory = plan.classes(type) != null;
		if (this.codec == PayloadCodec.FORY) {
			if (!byFory) {
				throw notByFory(type);
			}
			return new ForyPayloadFormat(type.toClass(), plan.runtime());
		}
		CodecPayloadFormat fromCodecs = createFromCodecs(type);
		return byFory ? new AdaptivePayloadFormat(plan.number(type), type.toClass(), plan.runtime(),
				() -> plan.prepare(type), fromCodecs) : fromCodecs;
	}

	private UnsupportedPayloadException notByFory(ResolvableType type) {
		if (!ForyPlan.isPossible(ClassUtils.getDefaultClassLoader())) {
			return new UnsupportedPayloadException("'rpc-parallel.codec' is 'fory', but Fory is not on the class path.",
					"Add the dependency org.apache.fory:fory-core, or set 'rpc-parallel.codec' to 'auto'.");
		}
		try {
			carriedByFory(type);
			return new UnsupportedPayloadException("'%s' is not declared by a function.".formatted(type),
					"Declare the types of functions before they are used.");
		}
		catch (UnsupportedPayloadException ex) {
			return new UnsupportedPayloadException("'rpc-parallel.codec' is 'fory', but " + ex.getMessage(),
					ex.getAction() + " With 'rpc-parallel.codec' set to 'auto' only this type is sent as CBOR.");
		}
	}

	// An application that has a codec of its own for a type has it for a reason
	private Set<Class<?>> carriedByFory(ResolvableType type) {
		if (find(this.strategies.encoders(),
				(each) -> each.canEncode(type, MIME_TYPE)) instanceof JacksonCborEncoder encoder
				&& find(this.strategies.decoders(),
						(each) -> each.canDecode(type, MIME_TYPE)) instanceof JacksonCborDecoder decoder) {
			return ForyTypes.in(type, customizations(encoder.getMapper(), decoder.getMapper()));
		}
		throw new UnsupportedPayloadException("'%s' has a codec of its own.".formatted(type), "Use CBOR.");
	}

	private static <T> @Nullable T find(List<T> codecs, Predicate<T> condition) {
		return codecs.stream().filter(condition).findFirst().orElse(null);
	}

	// An application has one mapper for it, unless it has codecs of its own
	private JacksonCustomizations customizations(ObjectMapper writer, ObjectMapper reader) {
		return this.customizations.computeIfAbsent(List.of(writer, reader),
				(mappers) -> new JacksonCustomizations(writer, reader));
	}

	private CodecPayloadFormat createFromCodecs(ResolvableType type) {
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
		return new CodecPayloadFormat(type, encoder, decoder, MIME_TYPE);
	}

	private static void check(ResolvableType type, ObjectMapper writer, ObjectMapper reader) {
		if (!new PlainTypes(writer.serializationConfig()).contain(type)) {
			new JacksonTypeCheck(writer, reader).check(type);
		}
	}

}
