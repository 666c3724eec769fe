package io.rpcparallel.benchmarks.jmh;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * An application with the starter, in the JVM of the benchmark.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets it up
public class ApplicationState {

	private ConfigurableApplicationContext context;

	/**
	 * Start the application.
	 */
	@Setup(Level.Trial)
	public void start() {
		this.context = new SpringApplicationBuilder(Application.class).run("--spring.main.banner-mode=off",
				"--logging.level.root=warn");
	}

	/**
	 * End the application.
	 */
	@TearDown(Level.Trial)
	public void stop() {
		this.context.close();
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	/**
	 * The application.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ SendBack.class, Increment.class })
	static class Application {

	}

}
