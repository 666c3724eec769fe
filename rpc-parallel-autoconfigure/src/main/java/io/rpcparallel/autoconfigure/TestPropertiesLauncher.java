package io.rpcparallel.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import tools.jackson.databind.json.JsonMapper;

import io.rpcparallel.launch.LaunchRequest;
import io.rpcparallel.launch.LaunchedWorker;
import io.rpcparallel.launch.WorkerLauncher;

/**
 * In a test, gives its workers the properties that the test has set, the dynamic ones
 * included: everything above the system properties but program arguments. They go through
 * the environment, as a command line is seen by everybody.
 */
final class TestPropertiesLauncher implements WorkerLauncher, DisposableBean {

	// Present in the environment of every test of an application
	static final String TEST_SOURCE = "Inlined Test Properties";

	static final String VARIABLE = "SPRING_APPLICATION_JSON";

	private final WorkerLauncher launcher;

	private final ConfigurableEnvironment environment;

	TestPropertiesLauncher(WorkerLauncher launcher, ConfigurableEnvironment environment) {
		this.launcher = launcher;
		this.environment = environment;
	}

	static WorkerLauncher inTest(WorkerLauncher launcher, ConfigurableEnvironment environment) {
		return environment.getPropertySources().contains(TEST_SOURCE)
				? new TestPropertiesLauncher(launcher, environment) : launcher;
	}

	@Override
	public LaunchedWorker launch(LaunchRequest request) {
		Map<String, String> variables = new LinkedHashMap<>(request.environment());
		// What a spawn asks for wins
		variables.computeIfAbsent(VARIABLE, (name) -> JsonMapper.shared().writeValueAsString(properties()));
		return this.launcher.launch(request.withEnvironment(variables));
	}

	@Override
	public void destroy() throws Exception {
		if (this.launcher instanceof AutoCloseable closeable) {
			closeable.close();
		}
	}

	// At the launch, since dynamic properties may have their values late
	private Map<String, String> properties() {
		Map<String, String> properties = new LinkedHashMap<>();
		for (PropertySource<?> source : this.environment.getPropertySources()) {
			if (source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)) {
				break;
			}
			if (source instanceof EnumerablePropertySource<?> enumerable
					&& !(source instanceof CommandLinePropertySource<?>)) {
				for (String name : enumerable.getPropertyNames()) {
					Object value = enumerable.getProperty(name);
					if (value != null) {
						properties.putIfAbsent(name, value.toString());
					}
				}
			}
		}
		return properties;
	}

}
