package io.rpcparallel.test;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import io.rpcparallel.WorkerTemplate;

/**
 * An application that runs in the test's own process, with workers that start as fast as
 * they can on a small machine.
 */
public final class TestMaster implements AutoCloseable {

	/**
	 * What test workers get as JVM arguments.
	 */
	public static final String FAST_JVM = "-XX:TieredStopAtLevel=1,-XX:+UseSerialGC,-Xshare:auto";

	private final ConfigurableApplicationContext context;

	private TestMaster(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * Start an application.
	 * @param application its class
	 * @param properties properties, each as {@code name=value}
	 */
	public static TestMaster start(Class<?> application, String... properties) {
		Map<String, Object> all = new LinkedHashMap<>();
		all.put("spring.main.web-application-type", "none");
		all.put("spring.main.banner-mode", "off");
		all.put("rpc-parallel.launch.jvm-arguments", FAST_JVM);
		for (String property : properties) {
			int equals = property.indexOf('=');
			all.put(property.substring(0, equals), property.substring(equals + 1));
		}
		SpringApplication springApplication = new SpringApplication(application);
		springApplication.setDefaultProperties(all);
		return new TestMaster(springApplication.run());
	}

	public WorkerTemplate workers() {
		return this.context.getBean(WorkerTemplate.class);
	}

	/**
	 * Return a bean by its name. The tests know its type.
	 */
	@SuppressWarnings("unchecked")
	public <T> T bean(String name) {
		return (T) this.context.getBean(name);
	}

	public ConfigurableApplicationContext context() {
		return this.context;
	}

	@Override
	public void close() {
		this.context.close();
	}

}
