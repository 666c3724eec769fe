package io.rpcparallel.bootstrap;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.BootstrapContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.DefaultPropertiesPropertySource;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

import io.rpcparallel.logging.WorkerNamePattern;
import io.rpcparallel.protocol.WorkerAssignment;

/**
 * Sets the properties that make a worker headless, above whatever the application's
 * configuration says, and above them those of {@code rpc-parallel.worker.properties}. In
 * every process, keeps the connections' secret out of the log unless it is asked for, and
 * shows in it which worker a record is from.
 */
public class WorkerEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	private static final String OVERRIDES = "rpc-parallel.worker.properties";

	private static final Map<String, Object> HEADLESS = Map.ofEntries(
			Map.entry("spring.main.web-application-type", "none"), Map.entry("spring.main.banner-mode", "off"),
			Map.entry("spring.main.keep-alive", "false"), Map.entry("spring.main.lazy-initialization", "true"),
			Map.entry("spring.jmx.enabled", "false"),
			// The worker closes the context itself, after its calls
			Map.entry("spring.main.register-shutdown-hook", "false"),
			// Processes that write and roll one file would lose each other's lines
			Map.entry("logging.file.name", ""), Map.entry("logging.file.path", ""),
			Map.entry("spring.docker.compose.enabled", "false"), Map.entry("spring.devtools.restart.enabled", "false"),
			Map.entry("spring.flyway.enabled", "false"), Map.entry("spring.liquibase.enabled", "false"),
			Map.entry("spring.sql.init.mode", "never"), Map.entry("spring.jpa.hibernate.ddl-auto", "none"),
			Map.entry("spring.batch.job.enabled", "false"), Map.entry("spring.batch.jdbc.initialize-schema", "never"),
			Map.entry("spring.quartz.auto-startup", "false"),
			Map.entry("spring.quartz.jdbc.initialize-schema", "never"),
			Map.entry("spring.session.jdbc.initialize-schema", "never"),
			Map.entry("spring.integration.jdbc.initialize-schema", "never"));

	// At level DEBUG it prints whole frames, and the first one of a connection has the
	// secret in it; whoever wants that has to name it
	private static final Map<String, Object> DEFAULTS = Map.of("logging.level.io.rsocket.FrameLogger", "INFO");

	private static final String LEVEL_PATTERN = "logging.pattern.level";

	private final BootstrapContext bootstrapContext;

	/**
	 * Create the post-processor of one run.
	 * @param bootstrapContext knows whether the run is a worker's
	 */
	public WorkerEnvironmentPostProcessor(BootstrapContext bootstrapContext) {
		this.bootstrapContext = bootstrapContext;
	}

	private static Map<String, Object> defaults(ConfigurableEnvironment environment) {
		Map<String, Object> defaults = new LinkedHashMap<>(DEFAULTS);
		String levelPattern = WorkerNamePattern.ofLevel();
		if (levelPattern != null && !environment.containsProperty(LEVEL_PATTERN)) {
			defaults.put(LEVEL_PATTERN, levelPattern);
		}
		return defaults;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		DefaultPropertiesPropertySource.addOrMerge(defaults(environment), environment.getPropertySources());
		WorkerAssignment assignment = this.bootstrapContext.isRegistered(WorkerAssignment.class)
				? this.bootstrapContext.get(WorkerAssignment.class) : null;
		if (assignment == null) {
			return;
		}
		Map<String, Object> properties = new LinkedHashMap<>(HEADLESS);
		String logFile = assignment.settings().logging().fileOf(assignment.workerName(), assignment.workerId());
		if (logFile != null) {
			properties.put("logging.file.name", logFile);
		}
		// Not as objects, which would make maps within maps of names with dots
		Binder.get(environment).bind(OVERRIDES, Bindable.mapOf(String.class, String.class)).ifBound(properties::putAll);
		environment.getPropertySources().addFirst(new MapPropertySource("rpcParallelWorker", properties));
	}

}
