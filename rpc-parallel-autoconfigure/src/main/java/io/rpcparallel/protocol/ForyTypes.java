package io.rpcparallel.protocol;

import java.io.Externalizable;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * Knows the types that Fory carries as faithfully as CBOR: values, enums, arrays, records
 * that say nothing to Jackson, sealed types of them, and collections declared by their
 * interface. It needs no Fory to know them.
 */
final class ForyTypes {

	private static final Set<Class<?>> VALUES = Set.of(String.class, BigDecimal.class, BigInteger.class, Duration.class,
			Instant.class, LocalDate.class, LocalTime.class, LocalDateTime.class, MonthDay.class, OffsetDateTime.class,
			OffsetTime.class, Period.class, UUID.class, Year.class, YearMonth.class, ZoneOffset.class,
			ZonedDateTime.class);

	private static final Set<Class<?>> CONTAINERS = Set.of(Collection.class, List.class, Set.class, Map.class,
			Optional.class);

	// Ways for an object to put another one in its place
	private static final Set<String> REPLACING = Set.of("writeReplace", "readResolve", "writeObject", "readObject");

	private final JacksonCustomizations customizations;

	private final Set<String> seen = new HashSet<>();

	private final Set<Class<?>> classes = new LinkedHashSet<>();

	private ForyTypes(JacksonCustomizations customizations) {
		this.customizations = customizations;
	}

	/**
	 * Find the classes that values of a type may consist of.
	 * @param type the type
	 * @param customizations what the application has told Jackson in place of its classes
	 * @return the classes that Fory does not know by itself, in an order that depends on
	 * the type alone
	 * @throws UnsupportedPayloadException if Fory does not carry the type
	 */
	static Set<Class<?>> in(ResolvableType type, JacksonCustomizations customizations) {
		ForyTypes types = new ForyTypes(customizations);
		types.check(type, type.toString());
		return types.classes;
	}

	/**
	 * Return whether a class is one that Fory knows by itself and may carry.
	 * @param type the class
	 * @return whether it is a simple value or an array of such
	 */
	static boolean isValue(Class<?> type) {
		Class<?> element = type.isArray() ? type.getComponentType() : type;
		return VALUES.contains(element) || element == Optional.class || isPrimitive(element);
	}

	private static boolean isPrimitive(Class<?> type) {
		return ClassUtils.isPrimitiveOrWrapper(type) && type != Void.class;
	}

	private void check(ResolvableType type, String path) {
		Class<?> raw = type.resolve();
		if (raw == null) {
			throw unsupported(path, "'%s' leaves open what it holds".formatted(type), "Write all type arguments out.");
		}
		if (!this.seen.add(type.toString())) {
			return;
		}
		if (this.customizations.concern(type)) {
			throw customized(type, path);
		}
		if (VALUES.contains(raw) || isPrimitive(raw)) {
			return;
		}
		if (raw.isArray()) {
			check(type.getComponentType(), path + " of " + type.getComponentType());
			this.classes.add(raw);
		}
		else if (CONTAINERS.contains(raw)) {
			if (raw == Map.class && this.customizations.concernKey(type.getGeneric(0))) {
				throw customized(type.getGeneric(0), path + " as a key");
			}
			for (ResolvableType content : type.getGenerics()) {
				check(content, path + " of " + content);
			}
		}
		else {
			checkDeclaration(type, raw, path);
		}
	}

	private void checkDeclaration(ResolvableType type, Class<?> raw, String path) {
		if (tellsJackson(raw)) {
			throw unsupported(path, "'%s' says to Jackson how it is to be written".formatted(type),
					"Remove the annotations, or use CBOR.");
		}
		if (raw.isEnum()) {
			this.classes.add(raw);
		}
		else if (raw.isSealed()) {
			for (Class<?> subtype : raw.getPermittedSubclasses()) {
				check(ResolvableType.forClass(subtype), path + " as " + subtype.getName());
			}
		}
		else if (raw.isRecord() && !replacesItself(raw)) {
			this.classes.add(raw);
			for (RecordComponent component : raw.getRecordComponents()) {
				check(ResolvableType.forType(component.getGenericType(), type), path + "." + component.getName());
			}
		}
		else {
			throw unsupported(path, "'%s' is not among the types that Fory is trusted with".formatted(type),
					"Use records, enums, arrays, values, and collections declared as List, Set, Map or Collection, or use CBOR.");
		}
	}

	private boolean tellsJackson(Class<?> type) {
		return JacksonAnnotations.areOn(type) || Arrays.stream(type.getInterfaces())
			.anyMatch((each) -> this.customizations.concern(ResolvableType.forClass(each)) || tellsJackson(each));
	}

	private static boolean replacesItself(Class<?> type) {
		return Externalizable.class.isAssignableFrom(type)
				|| Arrays.stream(type.getDeclaredMethods()).anyMatch((method) -> REPLACING.contains(method.getName()));
	}

	private static UnsupportedPayloadException customized(ResolvableType type, String path) {
		return unsupported(path,
				"'%s' is written or read in a way that the application has told Jackson".formatted(type),
				"Remove its mix-in, serializer, deserializer or other setting, or use CBOR.");
	}

	private static UnsupportedPayloadException unsupported(String path, String problem, String action) {
		return new UnsupportedPayloadException("%s (at %s).".formatted(problem, path), action);
	}

}
