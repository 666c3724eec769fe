package io.rpcparallel.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.rsocket.autoconfigure.RSocketStrategiesAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.WorkerEngine;
import io.rpcparallel.WorkerOperations;
import io.rpcparallel.WorkerTemplate;
import io.rpcparallel.bootstrap.ApplicationBlueprint;
import io.rpcparallel.bootstrap.ParkedWorker;
import io.rpcparallel.bootstrap.RegistryCheck;
import io.rpcparallel.launch.ApplicationEntry;
import io.rpcparallel.launch.LocalProcessLauncher;
import io.rpcparallel.launch.WorkerLauncher;
import io.rpcparallel.master.MasterEngine;
import io.rpcparallel.master.MasterSettings;
import io.rpcparallel.registry.InvalidWorkerFunctionException;
import io.rpcparallel.registry.RegisteredFunction;
import io.rpcparallel.registry.WorkerFunctionRegistry;
import io.rpcparallel.test.CounterApplication;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.Leftovers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link RpcParallelAutoConfiguration}.
 */
@LeavesNothingBehind
class RpcParallelAutoConfigurationTests {

	private static final AutoConfigurations AUTO_CONFIGURATIONS = AutoConfigurations.of(JacksonAutoConfiguration.class,
			RSocketStrategiesAutoConfiguration.class, RpcParallelAutoConfiguration.class);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AUTO_CONFIGURATIONS);

	@Test
	void anApplicationGetsAllItNeedsToSpawn() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(WorkerTemplate.class)
			.hasSingleBean(WorkerEngine.class)
			.hasSingleBean(LocalProcessLauncher.class)
			.hasSingleBean(WorkerFunctionRegistry.class)
			.hasSingleBean(RegistryCheck.class)
			.hasSingleBean(ParkedWorker.class));
	}

	@Test
	void aWebApplicationGetsItToo() {
		new WebApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS)
			.run((context) -> assertThat(context).hasSingleBean(WorkerTemplate.class));
	}

	@Test
	void anApplicationThatSpawnsNothingHasNeitherThreadsNorSocketsOfOurs() {
		List<String> sockets = List.copyOf(Leftovers.sockets());
		this.runner.withUserConfiguration(CounterApplication.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(WorkerFunctionRegistry.class).functions()).isNotEmpty();
			assertThat(Leftovers.threads()).isEmpty();
			assertThat(Leftovers.sockets()).isSubsetOf(sockets);
		});
	}

	@Test
	void theUsersLauncherReplacesOurs() {
		WorkerLauncher launcher = mock(WorkerLauncher.class);
		this.runner.withBean(WorkerLauncher.class, () -> launcher)
			.run((context) -> assertThat(context).getBean(WorkerLauncher.class).isSameAs(launcher));
	}

	@Test
	void theUsersEngineReplacesOursAndIsWhatTheTemplateUses() {
		WorkerEngine engine = mock(WorkerEngine.class);
		given(engine.serve(null, null, SpawnOptions.defaults())).willReturn(Mono.empty());
		this.runner.withBean(WorkerEngine.class, () -> engine).run((context) -> {
			assertThat(context).doesNotHaveBean(MasterEngine.class);
			assertThat(context.getBean(WorkerTemplate.class).serve()).isNull();
			then(engine).should().serve(null, null, SpawnOptions.defaults());
		});
	}

	@Test
	void theUsersOperationsReplaceTheTemplate() {
		WorkerOperations operations = mock(WorkerOperations.class);
		this.runner.withBean(WorkerOperations.class, () -> operations)
			.run((context) -> assertThat(context).doesNotHaveBean(WorkerTemplate.class)
				.getBean(WorkerOperations.class)
				.isSameAs(operations));
	}

	@Test
	void functionsAreFoundWhereverTheyAreDeclared() {
		this.runner.withUserConfiguration(CounterApplication.class)
			.run((context) -> assertThat(context.getBean(WorkerFunctionRegistry.class).functions())
				.extracting(RegisteredFunction::name)
				.startsWith("add", "addLater", "echo"));
	}

	@Test
	void aFunctionWhosePayloadCannotBeSentEndsTheStart() {
		this.runner.withUserConfiguration(BadFunctions.SendsThreads.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidWorkerFunctionException.class)
				.hasMessageContaining("Bean 'sendsThreads' can't be called in workers: its query of type"));
	}

	@Test
	void anInitArgumentThatCannotBeSentEndsTheStart() {
		this.runner.withUserConfiguration(BadFunctions.OpenInit.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidWorkerFunctionException.class)
				.hasMessageContaining("Bean 'openInit' can't be called in workers: its init argument of type"));
	}

	@Test
	void aFunctionUnderTwoNamesEndsTheStart() {
		this.runner.withUserConfiguration(BadFunctions.SameTwice.class)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidWorkerFunctionException.class)
				.hasMessageContaining("it is the same function as bean 'one'"));
	}

	@Test
	void thePropertiesAreWhatTheMasterGoesBy() {
		this.runner
			.withPropertyValues("rpc-parallel.worker.concurrency=3", "rpc-parallel.worker.orphan-grace=2s",
					"rpc-parallel.worker.deadline-grace=3s", "rpc-parallel.calls.deadline=4s",
					"rpc-parallel.rpc.max-message-size=1MB", "rpc-parallel.launch.max-concurrent-starts=7",
					"rpc-parallel.launch.environment.TZ=UTC", "spring.profiles.active=one,rpc-parallel-worker,two")
			.run((context) -> {
				MasterSettings settings = MasterSettingsFactory.settings(context.getBean(RpcParallelProperties.class),
						context.getEnvironment(), null);
				assertThat(settings.worker().concurrency()).isEqualTo(3);
				assertThat(settings.worker().orphanGrace()).isEqualTo(Duration.ofSeconds(2));
				assertThat(settings.worker().deadlineGrace()).isEqualTo(Duration.ofSeconds(3));
				assertThat(settings.callDeadline()).isEqualTo(Duration.ofSeconds(4));
				assertThat(settings.rpc().maxMessageSize()).isEqualTo(DataSize.ofMegabytes(1));
				assertThat(settings.maxConcurrentStarts()).isEqualTo(7);
				assertThat(settings.launch().environment()).isEqualTo(Map.of("TZ", "UTC"));
				assertThat(settings.profiles()).containsExactly("one", "two");
			});
	}

	@Test
	void workersRunTheMainClassThatIsConfiguredOrTheBlueprintsOrItsSources() {
		ApplicationBlueprint blueprint = new ApplicationBlueprint(CounterApplication.class, List.of(UUID.class));
		ApplicationBlueprint withoutMain = new ApplicationBlueprint(null, List.of(UUID.class, Map.class));
		this.runner.run((context) -> {
			RpcParallelProperties properties = context.getBean(RpcParallelProperties.class);
			assertThat(MasterSettingsFactory.entry(properties, blueprint))
				.isEqualTo(new ApplicationEntry(CounterApplication.class.getName(), List.of()));
			assertThat(MasterSettingsFactory.entry(properties, withoutMain)).isEqualTo(new ApplicationEntry(
					"io.rpcparallel.bootstrap.SourcesApplication", List.of("java.util.UUID", "java.util.Map")));
		});
		this.runner.withPropertyValues("rpc-parallel.launch.main-class=app.Main")
			.run((context) -> assertThat(
					MasterSettingsFactory.entry(context.getBean(RpcParallelProperties.class), blueprint))
				.isEqualTo(new ApplicationEntry("app.Main", List.of())));
	}

}
