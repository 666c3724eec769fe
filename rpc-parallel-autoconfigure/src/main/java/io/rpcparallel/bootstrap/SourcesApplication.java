package io.rpcparallel.bootstrap;

import org.springframework.boot.SpringApplication;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * The {@code main} of a worker whose master has none of its own, such as a test: runs the
 * classes that are named as its arguments.
 */
public final class SourcesApplication {

	private SourcesApplication() {
	}

	/**
	 * Run an application.
	 * @param args the names of its source classes
	 */
	public static void main(String[] args) {
		Assert.isTrue(args.length > 0, "The names of the application's classes are missing");
		Class<?>[] sources = new Class<?>[args.length];
		for (int i = 0; i < args.length; i++) {
			sources[i] = ClassUtils.resolveClassName(args[i], null);
		}
		SpringApplication.run(sources, new String[0]);
	}

}
