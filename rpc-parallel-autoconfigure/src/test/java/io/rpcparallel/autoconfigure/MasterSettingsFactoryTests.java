package io.rpcparallel.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Import;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.unit.DataSize;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.bootstrap.ApplicationBlueprint;
import io.rpcparallel.bootstrap.SourcesApplication;
import io.rpcparallel.launch.ApplicationEntry;
import io.rpcparallel.master.MasterSettings;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.LogRouting;
import io.rpcparallel.protocol.WorkerAssignment;
import io.rpcparallel.test.CounterApplication;
import io.rpcparallel.test.TestSettings;

import static org.assertj.core.api.Assertions.assertThat;

class MasterSettingsFactoryTests {

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void activeProfilesArePassedOnButNotThatOfWorkers() {
		this.environment.setActiveProfiles("prod", "rpc-parallel-worker", "eu");
		assertThat(settings().profiles()).containsExactly("prod", "eu");
	}

	@Test
	void whereNoProfileIsActiveTheDefaultOnesArePassedOn() {
		assertThat(settings().profiles()).containsExactly("default");
	}

	@Test
	void asManyWorkersStartAtOnceAsThereAreProcessors() {
		assertThat(settings().maxConcurrentStarts()).isEqualTo(Runtime.getRuntime().availableProcessors());
		this.environment.setProperty("rpc-parallel.launch.max-concurrent-starts", "7");
		assertThat(settings().maxConcurrentStarts()).isEqualTo(7);
	}

	@Test
	void theWorkersOfAWorkerAreOneDeeperThanItself() {
		WorkerAssignment assignment = new WorkerAssignment(UUID.randomUUID(), "w",
				new WorkerAddress.Tcp("127.0.0.1", 1), ConnectionSecret.random(), List.of(), TestSettings.worker());
		assertThat(settings().worker().depth()).isEqualTo(1);
		assertThat(settings(assignment).worker().depth()).isEqualTo(assignment.settings().depth() + 1);
	}

	@ParameterizedTest
	@CsvSource({ "forward, false, 7, ", "console, true, 0, ", "none, false, 0, ",
			"file:/logs/{name}.log, false, 0, /logs/{name}.log" })
	void whatWorkersLogGoesWhereThePropertiesSay(String logging, boolean console, int rate, String file) {
		this.environment.setProperty("rpc-parallel.worker.logging", logging);
		this.environment.setProperty("rpc-parallel.worker.log-rate-limit", "7");
		LogRouting routing = settings().worker().logging();
		assertThat(routing.console()).isEqualTo(console);
		assertThat(routing.rate()).isEqualTo(rate);
		assertThat(routing.file()).isEqualTo(file);
		assertThat(routing.echoed()).isEqualTo(!console);
	}

	@Test
	void theLogFilesOfWorkersAreWithinTheWorkingDirectoryOfThisProcess() {
		this.environment.setProperty("rpc-parallel.worker.logging", "file:logs/{id}.log");
		assertThat(settings().worker().logging().file())
			.isEqualTo(Path.of("logs/{id}.log").toAbsolutePath().toString());
	}

	@Test
	void theSettingsOfConnectionsAreThoseOfTheProperties() {
		this.environment.setProperty("rpc-parallel.rpc.max-message-size", "3MB");
		this.environment.setProperty("rpc-parallel.rpc.heartbeat-interval", "4s");
		this.environment.setProperty("rpc-parallel.rpc.heartbeat-timeout", "5s");
		this.environment.setProperty("rpc-parallel.rpc.handshake-timeout", "6s");
		this.environment.setProperty("rpc-parallel.rpc.buffer-age-limit", "7s");
		assertThat(settings().rpc()).isEqualTo(settings().worker().rpc())
			.isEqualTo(new RpcSettings(DataSize.ofMegabytes(3), Duration.ofSeconds(4), Duration.ofSeconds(5),
					Duration.ofSeconds(6), Duration.ofSeconds(7)));
	}

	@Test
	void mainClassOfThePropertiesWinsAndSourcesAreTheLastResort() {
		ApplicationBlueprint noMain = new ApplicationBlueprint(null, List.of(Object.class));
		assertThat(MasterSettingsFactory.entry(properties(), noMain))
			.isEqualTo(new ApplicationEntry(SourcesApplication.class.getName(), List.of("java.lang.Object")));
		this.environment.setProperty("rpc-parallel.launch.main-class", "com.acme.Main");
		assertThat(MasterSettingsFactory.entry(properties(), noMain))
			.isEqualTo(new ApplicationEntry("com.acme.Main", List.of()));
	}

	@Test
	void whatATestAddsIsRunBySources() {
		ApplicationBlueprint test = new ApplicationBlueprint(ImportingTest.class,
				List.of(CounterApplication.class, String.class));
		assertThat(MasterSettingsFactory.entry(properties(), test))
			.isEqualTo(new ApplicationEntry(SourcesApplication.class.getName(),
					List.of(SourcesApplication.IMPORTING + ImportingTest.class.getName(),
							CounterApplication.class.getName(), "java.lang.String")));
		ApplicationBlueprint plain = new ApplicationBlueprint(Object.class, List.of(CounterApplication.class));
		assertThat(MasterSettingsFactory.entry(properties(), plain))
			.isEqualTo(new ApplicationEntry(CounterApplication.class.getName(), List.of()));
	}

	private MasterSettings settings() {
		return settings(null);
	}

	private MasterSettings settings(@Nullable WorkerAssignment assignment) {
		return MasterSettingsFactory.settings(properties(), this.environment, assignment);
	}

	private RpcParallelProperties properties() {
		return Binder.get(this.environment).bindOrCreate("rpc-parallel", RpcParallelProperties.class);
	}

	@Import(Integer.class)
	static class ImportingTest {

	}

}
