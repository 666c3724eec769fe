package io.rpcparallel.bootstrap;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * How this application was put together, so that a worker can be the same one.
 *
 * @param mainClass the class whose {@code main} started it, if there is one
 * @param sources the classes it was made from
 */
public record ApplicationBlueprint(@Nullable Class<?> mainClass, List<Class<?>> sources) {

	private static final List<String> TOOLS = List.of("org.apache.maven.surefire.", "com.intellij.", "org.eclipse.jdt.",
			"org.gradle.", "worker.org.gradle.", "org.junit.", "org.testng.", "org.springframework.boot.loader.");

	/**
	 * Create a blueprint.
	 */
	public ApplicationBlueprint {
		sources = List.copyOf(sources);
	}

	/**
	 * Return the class whose {@code main} makes the same application: the one that
	 * started this process, or, if that was a test runner, one of the sources.
	 * @return the class, or {@code null} if none has a {@code main}
	 */
	public @Nullable Class<?> entryPoint() {
		// A test's context names the test as its main class, and a runner's main is not
		// ours
		if (this.mainClass != null && declaresMain(this.mainClass)
				&& TOOLS.stream().noneMatch(this.mainClass.getName()::startsWith)) {
			return this.mainClass;
		}
		return this.sources.stream().filter(ApplicationBlueprint::hasMain).findFirst().orElse(null);
	}

	private static boolean declaresMain(Class<?> type) {
		return Stream.of(type.getDeclaredMethods()).anyMatch((method) -> method.getName().equals("main"));
	}

	private static boolean hasMain(Class<?> source) {
		Method main = ReflectionUtils.findMethod(source, "main", String[].class);
		return main != null && main.getDeclaringClass() == source && Modifier.isStatic(main.getModifiers())
				&& Modifier.isPublic(main.getModifiers());
	}

}
