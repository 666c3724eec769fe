package io.rpcparallel.protocol;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.BeanDeserializerFactory;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.BeanSerializerFactory;
import tools.jackson.databind.ser.PropertyWriter;

/**
 * Knows for which classes an application has told its mappers what to do, other than by
 * annotations: with serializers, deserializers and whatever else a module can bring.
 * Jackson does not say where a serializer comes from, so the answer is whether the
 * mappers treat a class as they do without their modules. That takes long, and is only
 * asked if a module brings such a thing at all, which those of a plain application don't.
 */
final class JacksonCustomizations {

	private final ObjectMapper writer;

	private final ObjectMapper reader;

	private final @Nullable ObjectMapper plainWriter;

	private final @Nullable ObjectMapper plainReader;

	private final Map<Class<?>, Boolean> answers = new ConcurrentHashMap<>();

	JacksonCustomizations(ObjectMapper writer, ObjectMapper reader) {
		this.writer = writer;
		this.reader = reader;
		boolean customized = isCustomized(writer) || isCustomized(reader);
		this.plainWriter = customized ? plain(writer) : null;
		this.plainReader = customized ? plain(reader) : null;
	}

	/**
	 * Return whether a class is treated in a way of the application's own.
	 * @param type the class
	 * @return whether it is written or read in another way than Jackson's
	 */
	boolean concern(Class<?> type) {
		return isMentioned(type, this.writer.serializationConfig())
				|| isMentioned(type, this.reader.deserializationConfig())
				|| (this.plainWriter != null && this.plainReader != null && this.answers.computeIfAbsent(type,
						(each) -> differ(this.writer, this.plainWriter, (mapper) -> serializer(mapper, each))
								|| differ(this.reader, this.plainReader, (mapper) -> deserializer(mapper, each))));
	}

	/**
	 * Return whether a class is treated in a way of the application's own where it is the
	 * key of a map.
	 * @param type the class
	 * @return whether such a key is written or read in another way than Jackson's
	 */
	boolean concernKey(Class<?> type) {
		return this.plainWriter != null && this.plainReader != null
				&& (differ(this.writer, this.plainWriter, (mapper) -> keySerializer(mapper, type))
						|| differ(this.reader, this.plainReader, (mapper) -> keyDeserializer(mapper, type)));
	}

	private static boolean isMentioned(Class<?> type, MapperConfig<?> config) {
		return config.findMixInClassFor(type) != null || config.findConfigOverride(type) != null;
	}

	private static boolean isCustomized(ObjectMapper mapper) {
		MapperBuilder<?, ?> builder = mapper.rebuild();
		if (builder.serializerFactory() != BeanSerializerFactory.instance
				|| builder.deserializerFactory() != BeanDeserializerFactory.instance
				|| mapper.serializationConfig()
					.getAnnotationIntrospector()
					.allIntrospectors()
					.stream()
					.anyMatch(JacksonCustomizations::isOwn)) {
			return true;
		}
		JacksonContributions contributions = new JacksonContributions(builder);
		mapper.registeredModules()
			.stream()
			.filter((module) -> !(module instanceof WorkerHandleModule))
			.forEach((module) -> module.setupModule(contributions));
		return contributions.areThere();
	}

	private static boolean isOwn(AnnotationIntrospector introspector) {
		return introspector.getClass() != JacksonAnnotationIntrospector.class;
	}

	private static ObjectMapper plain(ObjectMapper mapper) {
		return mapper.rebuild()
			.removeAllModules()
			.serializerFactory(BeanSerializerFactory.instance)
			.deserializerFactory(BeanDeserializerFactory.instance)
			.annotationIntrospector(new JacksonAnnotationIntrospector())
			.build();
	}

	private static boolean differ(ObjectMapper one, ObjectMapper other, Function<ObjectMapper, List<?>> description) {
		return !describe(one, description).equals(describe(other, description));
	}

	// What Jackson can't do at all is not the application's doing
	private static List<?> describe(ObjectMapper mapper, Function<ObjectMapper, List<?>> description) {
		try {
			return description.apply(mapper);
		}
		catch (JacksonException ex) {
			return List.of(ex.getClass());
		}
	}

	private static List<?> serializer(ObjectMapper mapper, Class<?> type) {
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

	private static List<?> deserializer(ObjectMapper mapper, Class<?> type) {
		JavaType javaType = mapper.constructType(type);
		ValueDeserializer<?> deserializer = mapper._deserializationContext().findRootValueDeserializer(javaType);
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

	private static List<?> keySerializer(ObjectMapper mapper, Class<?> type) {
		return List.of(mapper._serializationContext().findKeySerializer(mapper.constructType(type), null).getClass());
	}

	private static List<?> keyDeserializer(ObjectMapper mapper, Class<?> type) {
		return List
			.of(mapper._deserializationContext().findKeyDeserializer(mapper.constructType(type), null).getClass());
	}

}
