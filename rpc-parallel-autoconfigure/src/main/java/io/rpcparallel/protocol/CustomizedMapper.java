package io.rpcparallel.protocol;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import tools.jackson.databind.AbstractTypeResolver;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.deser.BeanDeserializerFactory;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.ser.BeanSerializerFactory;
import tools.jackson.databind.type.TypeFactory;

/**
 * A mapper of the application, beside one that has only the serializers and deserializers
 * of its modules and notes which of them are used.
 */
final class CustomizedMapper {

	private final ObjectMapper mapper;

	private final JacksonContributions contributions;

	private final boolean forAllTypes;

	private final @Nullable ObjectMapper noting;

	CustomizedMapper(ObjectMapper mapper) {
		this.mapper = mapper;
		MapperBuilder<?, ?> builder = mapper.rebuild();
		boolean ownFactory = hasOwnFactory(builder);
		builder.removeAllModules();
		this.contributions = new JacksonContributions(builder);
		mapper.registeredModules()
			.stream()
			.filter((module) -> !(module instanceof WorkerHandleModule))
			.forEach((module) -> module.setupModule(this.contributions));
		this.forAllTypes = ownFactory || hasOwnIntrospector(mapper) || this.contributions.concernAllTypes();
		this.noting = (this.contributions.areThere() && !this.forAllTypes)
				? builder.addModule(this.contributions.noting()).build() : null;
	}

	private static boolean hasOwnFactory(MapperBuilder<?, ?> builder) {
		return builder.serializerFactory() != BeanSerializerFactory.instance
				|| builder.deserializerFactory() != BeanDeserializerFactory.instance;
	}

	private static boolean hasOwnIntrospector(ObjectMapper mapper) {
		return mapper.serializationConfig()
			.getAnnotationIntrospector()
			.allIntrospectors()
			.stream()
			.map(AnnotationIntrospector::getClass)
			.anyMatch((introspector) -> introspector != JacksonAnnotationIntrospector.class);
	}

	boolean concerns(ResolvableType type, JacksonDescription description) {
		SerializationConfig config = this.mapper.serializationConfig();
		Class<?> raw = type.toClass();
		return config.findMixInClassFor(raw) != null || config.findConfigOverride(raw) != null
				|| concerns(type, description, this.contributions.values());
	}

	boolean concernsKey(ResolvableType type, JacksonDescription description) {
		return concerns(type, description, this.contributions.keys());
	}

	private boolean concerns(ResolvableType type, JacksonDescription description, JacksonAnswers answers) {
		if (this.noting == null) {
			return this.forAllTypes;
		}
		JavaType javaType = javaType(type);
		List<?> unmodified = description.of(this.noting, javaType);
		return answers.contain(javaType)
				|| (this.contributions.haveModifiers() && !description.of(this.mapper, javaType).equals(unmodified));
	}

	/**
	 * Return whether a type is read as another one.
	 * @param type the type
	 * @return whether there is one to take its place
	 */
	boolean replaces(ResolvableType type) {
		DeserializationConfig config = this.mapper.deserializationConfig();
		if (!config.hasAbstractTypeResolvers()) {
			return false;
		}
		JavaType javaType = javaType(type);
		BeanDescription.Supplier description = this.mapper._deserializationContext()
			.lazyIntrospectBeanDescription(javaType);
		for (AbstractTypeResolver resolver : config.abstractTypeResolvers()) {
			if (resolver.findTypeMapping(config, javaType) != null
					|| resolver.resolveAbstractType(config, description) != null) {
				return true;
			}
		}
		return false;
	}

	private JavaType javaType(ResolvableType type) {
		TypeFactory types = this.mapper.getTypeFactory();
		if (type.isArray()) {
			return types.constructArrayType(javaType(type.getComponentType()));
		}
		if (!type.hasGenerics() || type.hasUnresolvableGenerics()) {
			return types.constructType(type.toClass());
		}
		return types.constructParametricType(type.toClass(),
				Stream.of(type.getGenerics()).map(this::javaType).toArray(JavaType[]::new));
	}

}
