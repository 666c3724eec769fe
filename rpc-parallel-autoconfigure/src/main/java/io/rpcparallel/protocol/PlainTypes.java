package io.rpcparallel.protocol;

import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.introspect.MixInResolver;

/**
 * Knows types that Jackson reads back as it wrote them, so that the start of an
 * application need not wait for Jackson to say so: simple values, and records of them
 * that leave everything to Jackson's defaults.
 */
final class PlainTypes {

	private final MixInResolver mixIns;

	PlainTypes(MixInResolver mixIns) {
		this.mixIns = mixIns;
	}

	boolean contain(ResolvableType type) {
		return type.getType() instanceof Class<?> raw && isPlain(raw, new HashSet<>());
	}

	private boolean isPlain(Class<?> type, Set<Class<?>> outer) {
		return ClassUtils.isPrimitiveOrWrapper(type) || type == String.class
				|| (type.isRecord() && isPlainRecord(type, outer));
	}

	// A record within itself is left to Jackson, as is one with type parameters or
	// interfaces, which may carry annotations too
	private boolean isPlainRecord(Class<?> type, Set<Class<?>> outer) {
		return outer.add(type) && type.getTypeParameters().length == 0 && type.getInterfaces().length == 0
				&& this.mixIns.findMixInClassFor(type) == null && !JacksonAnnotations.areOn(type)
				&& Stream.of(type.getRecordComponents())
					.map(RecordComponent::getType)
					.allMatch((component) -> isPlain(component, outer));
	}

}
