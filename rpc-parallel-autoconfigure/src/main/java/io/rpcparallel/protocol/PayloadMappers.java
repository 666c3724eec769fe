package io.rpcparallel.protocol;

import org.springframework.http.codec.cbor.JacksonCborDecoder;
import org.springframework.http.codec.cbor.JacksonCborEncoder;
import org.springframework.messaging.rsocket.RSocketStrategies;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * The application's own mappers, changed in two ways: times keep their zone and offset,
 * which Jackson gives up for UTC by default, as a function must get what its caller has
 * sent; and handles of workers are carried.
 */
final class PayloadMappers {

	private PayloadMappers() {
	}

	static RSocketStrategies in(RSocketStrategies strategies) {
		return strategies.mutate()
			.encoders((encoders) -> encoders.replaceAll((encoder) -> (encoder.getClass() == JacksonCborEncoder.class)
					? new JacksonCborEncoder(changed(((JacksonCborEncoder) encoder).getMapper())) : encoder))
			.decoders((decoders) -> decoders.replaceAll((decoder) -> (decoder.getClass() == JacksonCborDecoder.class)
					? new JacksonCborDecoder(changed(((JacksonCborDecoder) decoder).getMapper())) : decoder))
			.build();
	}

	private static CBORMapper changed(CBORMapper mapper) {
		return mapper.rebuild()
			.addModule(new WorkerHandleModule())
			.enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
			.disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE,
					DateTimeFeature.WRITE_DATES_WITH_CONTEXT_TIME_ZONE, DateTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID)
			.build();
	}

}
