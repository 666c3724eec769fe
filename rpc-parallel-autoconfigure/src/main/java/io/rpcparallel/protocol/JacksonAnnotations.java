package io.rpcparallel.protocol;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Finds out whether a class tells Jackson how it is to be written.
 */
final class JacksonAnnotations {

	private JacksonAnnotations() {
	}

	static boolean areOn(Class<?> type) {
		return Stream
			.of(Stream.of(type), Arrays.stream(type.getDeclaredFields()), executables(type),
					executables(type).flatMap((executable) -> Arrays.stream(executable.getParameters())))
			.flatMap((elements) -> elements)
			.anyMatch(JacksonAnnotations::isAnnotated);
	}

	private static Stream<Executable> executables(Class<?> type) {
		return Stream.concat(Arrays.stream(type.getDeclaredConstructors()), Arrays.stream(type.getDeclaredMethods()));
	}

	private static boolean isAnnotated(AnnotatedElement element) {
		for (Annotation annotation : element.getAnnotations()) {
			if (annotation.annotationType().getPackageName().contains("jackson")) {
				return true;
			}
		}
		return false;
	}

}
