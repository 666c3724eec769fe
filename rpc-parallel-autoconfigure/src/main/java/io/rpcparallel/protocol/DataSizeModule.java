package io.rpcparallel.protocol;

import org.springframework.util.unit.DataSize;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Makes sizes of data numbers of bytes, since they have nothing that Jackson would see.
 */
final class DataSizeModule extends SimpleModule {

	DataSizeModule() {
		addSerializer(DataSize.class, new Serializer());
		addDeserializer(DataSize.class, new Deserializer());
	}

	private static final class Serializer extends StdSerializer<DataSize> {

		Serializer() {
			super(DataSize.class);
		}

		@Override
		public void serialize(DataSize value, JsonGenerator generator, SerializationContext context) {
			generator.writeNumber(value.toBytes());
		}

	}

	private static final class Deserializer extends StdDeserializer<DataSize> {

		Deserializer() {
			super(DataSize.class);
		}

		@Override
		public DataSize deserialize(JsonParser parser, DeserializationContext context) {
			return DataSize.ofBytes(parser.getLongValue());
		}

	}

}
