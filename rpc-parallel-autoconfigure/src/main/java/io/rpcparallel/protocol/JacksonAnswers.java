package io.rpcparallel.protocol;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;

/**
 * Notes for which types what a module has brought has a serializer or deserializer. It is
 * Jackson who asks for these, so it is asked as it will be later.
 */
final class JacksonAnswers {

	private final Set<JavaType> types = ConcurrentHashMap.newKeySet();

	/**
	 * Return whether there was something for a type. Jackson asks once, so what was there
	 * stays.
	 * @param type the type
	 * @return whether there was
	 */
	boolean contain(JavaType type) {
		return this.types.contains(type);
	}

	/**
	 * Return what answers in the same way, and is noted when it does.
	 * @param <T> the kind
	 * @param kind the interface that Jackson asks it by
	 * @param contribution what a module has brought
	 * @return what to give to Jackson instead
	 */
	<T> T noted(Class<T> kind, T contribution) {
		return kind.cast(Proxy.newProxyInstance(kind.getClassLoader(), new Class<?>[] { kind },
				(proxy, method, arguments) -> answer(contribution, method, arguments)));
	}

	private @Nullable Object answer(Object contribution, Method method, @Nullable Object @Nullable [] arguments) {
		@Nullable Object[] given = (arguments != null) ? arguments : new Object[0];
		Object answer = ReflectionUtils.invokeMethod(method, contribution, given);
		if (answer instanceof ValueSerializer || answer instanceof ValueDeserializer
				|| answer instanceof KeyDeserializer) {
			Arrays.stream(given)
				.filter(JavaType.class::isInstance)
				.map(JavaType.class::cast)
				.findFirst()
				.ifPresent(this.types::add);
		}
		return answer;
	}

}
