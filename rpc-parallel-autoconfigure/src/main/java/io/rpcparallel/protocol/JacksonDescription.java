package io.rpcparallel.protocol;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.PropertyWriter;

/**
 * Describes how a mapper writes or reads a type, to compare it with another mapper, by
 * the classes that it does so with.
 */
enum JacksonDescription {

	/**
	 * How it writes values.
	 */
	SERIALIZER {

		@Override
		List<?> describe(ObjectMapper mapper, JavaType type) {
			ValueSerializer<?> serializer = mapper._serializationContext().findValueSerializer(type);
			List<Object> description = new ArrayList<>(List.of(serializer.getClass()));
			for (Iterator<PropertyWriter> properties = serializer.properties(); properties.hasNext();) {
				PropertyWriter property = properties.next();
				description.add(property.getName());
				description.add(property.getClass());
				if (property instanceof BeanPropertyWriter bean && bean.hasSerializer()) {
					description.add(bean.getSerializer().getClass());
				}
			}
			return description;
		}

	},

	/**
	 * How it reads values.
	 */
	DESERIALIZER {

		@Override
		List<?> describe(ObjectMapper mapper, JavaType type) {
			ValueDeserializer<?> deserializer = mapper._deserializationContext().findRootValueDeserializer(type);
			List<Object> description = new ArrayList<>(List.of(deserializer.getClass()));
			if (deserializer instanceof BeanDeserializerBase bean) {
				description.add(bean.getValueInstantiator().getClass());
				for (Iterator<SettableBeanProperty> properties = bean.properties(); properties.hasNext();) {
					SettableBeanProperty property = properties.next();
					description.add(property.getName());
					description.add(property.getClass());
					if (property.hasValueDeserializer()) {
						description.add(property.getValueDeserializer().getClass());
					}
				}
			}
			return description;
		}

	},

	/**
	 * How it writes keys of maps.
	 */
	KEY_SERIALIZER {

		@Override
		List<?> describe(ObjectMapper mapper, JavaType type) {
			return List.of(mapper._serializationContext().findKeySerializer(type, null).getClass());
		}

	},

	/**
	 * How it reads keys of maps.
	 */
	KEY_DESERIALIZER {

		@Override
		List<?> describe(ObjectMapper mapper, JavaType type) {
			return List.of(mapper._deserializationContext().findKeyDeserializer(type, null).getClass());
		}

	};

	abstract List<?> describe(ObjectMapper mapper, JavaType type);

	// What Jackson can't do at all is not the application's doing
	List<?> of(ObjectMapper mapper, JavaType type) {
		try {
			return describe(mapper, type);
		}
		catch (JacksonException ex) {
			return List.of(ex.getClass());
		}
	}

}
