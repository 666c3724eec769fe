package io.rpcparallel.bootstrap;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ReflectionUtils;

/**
 * How this application was put together, so that a worker can be the same one.
 *
 * @param mainClass the class whose {@code main} started it, if there is one
 * @param sources the classes it was made from
 */
public record ApplicationBlueprint(@Nullable Class<?> mainClass, List<Class<?>> sources) {

	private static final List<String> TOOLS = List.of("org.apache.maven.surefire.", "com.intellij.", "org.eclipse.jdt.",
			"org.gradle.", "worker.org.gradle.", "org.junit.", "org.testng.", "org.springframework.boot.loader.",
			SourcesApplication.class.getName());

	/**
	 * Create a blueprint.
	 */
	public ApplicationBlueprint {
		sources = List.copyOf(sources);
	}

	/**
	 * Return the class whose {@code main} alone makes the same application: the one that
	 * started this process, or, if that was a test, the only source.
	 * @return the class, or {@code null} if there is none or its {@code main} would leave
	 * something out
	 */
	public @Nullable Class<?> entryPoint() {
		if (this.mainClass != null && declaresMain(this.mainClass) && !isTool(this.mainClass)) {
			return this.mainClass;
		}
		boolean enough = this.sources.size() == 1 && importing() == null;
		return (enough && hasMain(this.sources.get(0))) ? this.sources.get(0) : null;
	}

	/**
	 * Return the test whose {@code @Import} adds to the sources. A test's context names
	 * the test as its main class.
	 * @return the test class or the one around it, or {@code null} if none imports
	 */
	public @Nullable Class<?> importing() {
		if (this.mainClass == null || declaresMain(this.mainClass) || isTool(this.mainClass)) {
			return null;
		}
		Class<?> test = this.mainClass;
		while (test != null && !MergedAnnotations.from(test, SearchStrategy.TYPE_HIERARCHY).isPresent(Import.class)) {
			test = test.getEnclosingClass();
		}
		return test;
	}

	// A runner's main is not ours
	private static boolean isTool(Class<?> type) {
		return TOOLS.stream().anyMatch(type.getName()::startsWith);
	}

	private static boolean declaresMain(Class<?> type) {
		return Stream.of(type.getDeclaredMethods()).anyMatch((method) -> method.getName().equals("main"));
	}

	static boolean hasMain(Class<?> source) {
		Method main = ReflectionUtils.findMethod(source, "main", String[].class);
		return main != null && main.getDeclaringClass() == source && Modifier.isStatic(main.getModifiers())
				&& Modifier.isPublic(main.getModifiers());
	}

}
