package io.rpcparallel.protocol;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.deser.impl.TypeWrappedDeserializer;
import tools.jackson.databind.ser.PropertyWriter;
import tools.jackson.databind.ser.bean.BeanSerializerBase;
import tools.jackson.databind.ser.impl.UnknownSerializer;
import tools.jackson.databind.ser.jackson.JsonValueSerializer;
import tools.jackson.databind.ser.jdk.JDKKeySerializers;

/**
 * Asks Jackson, before the first call, whether it can read back what it would write for a
 * type and for everything the type consists of.
 */
class JacksonTypeCheck {

	private final ObjectMapper writer;

	private final ObjectMapper reader;

	private final DeserializationContext context;

	private final Set<JavaType> seen = new HashSet<>();

	JacksonTypeCheck(ObjectMapper writer, ObjectMapper reader) {
		this.writer = writer;
		this.reader = reader;
		this.context = reader._deserializationContext();
	}

	void check(ResolvableType type) {
		JavaType javaType = this.reader.constructType(type.getType());
		check(javaType, javaType.toCanonical());
	}

	private void check(JavaType type, String path) {
		if (!this.seen.add(type) || JsonNode.class.isAssignableFrom(type.getRawClass())) {
			return;
		}
		if (type.isJavaLangObject()) {
			throw unsupported(path, "'Object' does not say what it holds",
					"Declare the type that is meant, or JsonNode for data of any form.");
		}
		if (type.hasRawClass(Number.class)) {
			throw unsupported(path, "'Number' arrives as another kind of number than was sent",
					"Declare the type that is meant, such as Long or BigDecimal.");
		}
		if (type.isContainerType() || type.isReferenceType()) {
			checkContents(type, path);
			return;
		}
		ValueSerializer<?> serializer = serializer(type, path);
		ValueDeserializer<?> deserializer = deserializer(type, path);
		boolean saysSubtype = deserializer instanceof TypeWrappedDeserializer;
		if (saysSubtype) {
			refuseClassNames(type, path);
			checkSubtypes(type, path);
			deserializer = this.context.findContextualValueDeserializer(type, null);
		}
		if (deserializer instanceof AbstractDeserializer && !saysSubtype) {
			throw isAbstract(type, path);
		}
		if (deserializer instanceof BeanDeserializerBase bean) {
			checkBean(type, serializer, bean, path);
		}
	}

	private void checkContents(JavaType type, String path) {
		JavaType key = type.getKeyType();
		if (key != null) {
			try {
				this.context.findKeyDeserializer(key, null);
			}
			catch (JacksonException ex) {
				throw isNoKey(key, path);
			}
			if (isWrittenByDefaultToString(key)) {
				throw isNoKey(key, path);
			}
		}
		check(type.getContentType(), path + " of " + type.getContentType().toCanonical());
		deserializer(type, path);
	}

	// Jackson reads a key with a constructor of one String, and writes it with toString,
	// which says something else unless the class has its own
	private boolean isWrittenByDefaultToString(JavaType key) {
		Class<?> raw = key.getRawClass();
		Method toString = ReflectionUtils.findMethod(raw, "toString");
		boolean isDefault = raw.isRecord() || toString == null || toString.getDeclaringClass() == Object.class;
		return isDefault && this.writer._serializationContext()
			.findKeySerializer(key, null) instanceof JDKKeySerializers.Default;
	}

	private static UnsupportedPayloadException isNoKey(JavaType key, String path) {
		return unsupported(path, "'%s' can't be the key of a map".formatted(key.toCanonical()),
				"Use a String, a number or an enum as the key, or annotate what stands for the key with @JsonKey.");
	}

	private ValueSerializer<?> serializer(JavaType type, String path) {
		try {
			SerializationContext serialization = this.writer._serializationContext();
			serialization.findTypedValueSerializer(type, true);
			return serialization.findValueSerializer(type);
		}
		catch (JacksonException ex) {
			throw unsupported(path, "Jackson can't write '%s' (%s)".formatted(type.toCanonical(), reason(ex)),
					"Use a record, or register a serializer for it.");
		}
	}

	private ValueDeserializer<?> deserializer(JavaType type, String path) {
		try {
			return this.context.findRootValueDeserializer(type);
		}
		catch (JacksonException ex) {
			throw unsupported(path, "Jackson can't read '%s' (%s)".formatted(type.toCanonical(), reason(ex)),
					"Use a record, or register a deserializer for it.");
		}
	}

	// A message that chooses the class to be created is a way in for whoever writes one
	private void refuseClassNames(JavaType type, String path) {
		JsonTypeInfo.Id mechanism = this.context.findTypeDeserializer(type).getTypeIdResolver().getMechanism();
		if (mechanism == JsonTypeInfo.Id.CLASS || mechanism == JsonTypeInfo.Id.MINIMAL_CLASS) {
			throw unsupported(path, "'%s' would be sent with the name of a class".formatted(type.toCanonical()),
					"Annotate it with @JsonTypeInfo(use = JsonTypeInfo.Id.NAME) and name its subtypes.");
		}
	}

	private void checkSubtypes(JavaType type, String path) {
		Class<?>[] permitted = type.getRawClass().getPermittedSubclasses();
		if (permitted != null) {
			for (Class<?> subtype : permitted) {
				check(this.reader.getTypeFactory().constructSpecializedType(type, subtype),
						path + " as " + subtype.getName());
			}
		}
	}

	private void checkBean(JavaType type, ValueSerializer<?> serializer, BeanDeserializerBase bean, String path) {
		Class<?> raw = type.getRawClass();
		if (raw.getName().startsWith("java.") || raw.getName().startsWith("javax.")) {
			throw unsupported(path, "'%s' has no form outside its process".formatted(type.toCanonical()),
					"Send what it stands for instead, such as a path, a text or bytes.");
		}
		if (!bean.getValueInstantiator().canInstantiate()) {
			throw unsupported(path, "'%s' has no constructor that Jackson can use".formatted(type.toCanonical()),
					"Make it a record, or annotate a constructor with @JsonCreator.");
		}
		if (serializer instanceof JsonValueSerializer) {
			checkValueCreator(type, bean.getValueInstantiator(), path);
			return;
		}
		if (bean.getPropertyCount() == 0 && !raw.isRecord()) {
			throw unsupported(path, "'%s' has no properties".formatted(type.toCanonical()),
					"Make it a record, or give it accessors.");
		}
		for (Iterator<SettableBeanProperty> properties = bean.properties(); properties.hasNext();) {
			SettableBeanProperty property = properties.next();
			checkIsWritten(serializer, property, path);
			check(property.getType(), path + "." + property.getName());
		}
	}

	private void checkValueCreator(JavaType type, ValueInstantiator creator, String path) {
		if (creator.canCreateUsingDelegate()) {
			check(creator.getDelegateType(this.context.getConfig()), path + " by its @JsonCreator");
			return;
		}
		boolean fromValue = creator.canCreateFromString() || creator.canCreateFromInt() || creator.canCreateFromLong()
				|| creator.canCreateFromDouble() || creator.canCreateFromBoolean() || creator.canCreateFromBigDecimal()
				|| creator.canCreateFromBigInteger() || creator.canCreateUsingArrayDelegate();
		if (!fromValue) {
			throw unsupported(path,
					"'%s' is written as its @JsonValue, which nothing reads back".formatted(type.toCanonical()),
					"Annotate the constructor or factory method that takes this value with @JsonCreator.");
		}
	}

	private static void checkIsWritten(ValueSerializer<?> serializer, SettableBeanProperty property, String path) {
		JsonProperty annotation = property.getAnnotation(JsonProperty.class);
		boolean byBean = serializer instanceof BeanSerializerBase || serializer instanceof UnknownSerializer;
		boolean meant = property.getInjectableValueId() != null
				|| (annotation != null && annotation.access() == JsonProperty.Access.WRITE_ONLY);
		if (!byBean || meant) {
			return;
		}
		for (Iterator<PropertyWriter> written = serializer.properties(); written.hasNext();) {
			if (written.next().getName().equals(property.getName())) {
				return;
			}
		}
		throw unsupported(path, "'%s' is read but never written".formatted(property.getName()),
				"Make the class a record, or give it an accessor for '%s'.".formatted(property.getName()));
	}

	private UnsupportedPayloadException isAbstract(JavaType type, String path) {
		String name = type.toCanonical();
		return type.getRawClass().isSealed()
				? unsupported(path, "'%s' is sealed but a message would not say which subtype it holds".formatted(name),
						"Annotate it with @JsonTypeInfo(use = JsonTypeInfo.Id.NAME).")
				: unsupported(path, "'%s' is abstract, so it can't be read back".formatted(name),
						"Use a concrete type, or a sealed one annotated with @JsonTypeInfo(use = JsonTypeInfo.Id.NAME).");
	}

	private static String reason(JacksonException ex) {
		return (ex instanceof DatabindException) ? ex.getOriginalMessage() : String.valueOf(ex.getMessage());
	}

	private static UnsupportedPayloadException unsupported(String path, String problem, String action) {
		return new UnsupportedPayloadException("%s (at %s).".formatted(problem, path), action);
	}

}
