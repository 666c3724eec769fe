package io.rpcparallel.bootstrap;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationHook;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * The {@code main} of a worker whose master has none that makes the same application,
 * such as a test: runs the classes that are named as its arguments. If the first has a
 * {@code main}, that is run, and the others are added to what it makes.
 */
public final class SourcesApplication {

	/**
	 * What the argument starts with that names a class whose {@code @Import} adds to the
	 * sources.
	 */
	public static final String IMPORTING = "--importing=";

	private SourcesApplication() {
	}

	/**
	 * Run an application.
	 * @param args the names of its source classes, after the importing class if there is
	 * one
	 */
	public static void main(String[] args) {
		Class<?> importing = null;
		List<Class<?>> sources = new ArrayList<>();
		for (String arg : args) {
			if (arg.startsWith(IMPORTING)) {
				importing = resolve(arg.substring(IMPORTING.length()));
			}
			else {
				sources.add(resolve(arg));
			}
		}
		Assert.isTrue(!sources.isEmpty(), "The names of the application's classes are missing");
		SpringApplication.withHook(new Additions(importing, sources), () -> run(sources.get(0)));
	}

	private static Class<?> resolve(String name) {
		return ClassUtils.resolveClassName(name, null);
	}

	private static void run(Class<?> first) {
		Method main = ApplicationBlueprint.hasMain(first) ? ReflectionUtils.findMethod(first, "main", String[].class)
				: null;
		if (main == null) {
			SpringApplication.run(first, new String[0]);
			return;
		}
		ReflectionUtils.makeAccessible(main);
		ReflectionUtils.invokeMethod(main, null, (Object) new String[0]);
	}

	/**
	 * Makes of the first application that runs what the master's is.
	 *
	 * @param importing the class whose {@code @Import} adds to the sources, if any
	 * @param sources the sources of the master
	 * @param used whether an application has run
	 */
	private record Additions(@Nullable Class<?> importing, List<Class<?>> sources,
			AtomicBoolean used) implements SpringApplicationHook {

		Additions(@Nullable Class<?> importing, List<Class<?>> sources) {
			this(importing, sources, new AtomicBoolean());
		}

		@Override
		public SpringApplicationRunListener getRunListener(SpringApplication application) {
			if (!this.used.getAndSet(true)) {
				application.addPrimarySources(this.sources);
				// So that a worker of this worker is made in the same way
				application
					.setMainApplicationClass((this.importing != null) ? this.importing : SourcesApplication.class);
				if (this.importing != null) {
					application.addInitializers(new TestImports(this.importing));
				}
			}
			return new SpringApplicationRunListener() {
			};
		}

	}

}
