package io.rpcparallel.protocol;

import org.springframework.http.codec.cbor.JacksonCborDecoder;
import org.springframework.http.codec.cbor.JacksonCborEncoder;
import org.springframework.messaging.rsocket.RSocketStrategies;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * Makes times keep their zone and offset, which Jackson gives up for UTC by default: a
 * function must get what its caller has sent.
 */
final class FaithfulTimes {

	private FaithfulTimes() {
	}

	static RSocketStrategies in(RSocketStrategies strategies) {
		return strategies.mutate()
			.encoders((encoders) -> encoders.replaceAll((encoder) -> (encoder.getClass() == JacksonCborEncoder.class)
					? new JacksonCborEncoder(faithful(((JacksonCborEncoder) encoder).getMapper())) : encoder))
			.decoders((decoders) -> decoders.replaceAll((decoder) -> (decoder.getClass() == JacksonCborDecoder.class)
					? new JacksonCborDecoder(faithful(((JacksonCborDecoder) decoder).getMapper())) : decoder))
			.build();
	}

	private static CBORMapper faithful(CBORMapper mapper) {
		return mapper.rebuild()
			.enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
			.disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE,
					DateTimeFeature.WRITE_DATES_WITH_CONTEXT_TIME_ZONE, DateTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID)
			.build();
	}

}
