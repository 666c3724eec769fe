package io.rpcparallel.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.WorkerLogging;
import io.rpcparallel.WorkerOutput;
import io.rpcparallel.transport.SocketKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RpcParallelProperties}.
 */
class RpcParallelPropertiesTests {

	private static RpcParallelProperties bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("rpc-parallel",
				RpcParallelProperties.class);
	}

	private static RpcParallelProperties bind(String name, String value) {
		return bind(Map.of(name, value));
	}

	private static void assertRefused(ThrowingCallable binding, String message) {
		assertThatExceptionOfType(BindException.class).isThrownBy(binding)
			.satisfies((ex) -> assertThat(ex).rootCause().message().contains(message));
	}

	@Nested
	class Defaults {

		private final RpcParallelProperties properties = bind(Map.of());

		@Test
		void timeouts() {
			assertThat(this.properties.connectionTimeout()).isEqualTo(Duration.ofSeconds(10));
			assertThat(this.properties.shutdownGrace()).isEqualTo(Duration.ofSeconds(5));
		}

		@Test
		void rpc() {
			assertThat(this.properties.rpc())
				.isEqualTo(new RpcParallelProperties.Rpc(SocketKind.AUTO, DataSize.ofMegabytes(64),
						Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofMinutes(2)));
		}

		@Test
		void launch() {
			assertThat(this.properties.launch())
				.isEqualTo(new RpcParallelProperties.Launch(null, null, List.of(), true, null, Map.of(), null, null,
						WorkerOutput.log(), WorkerOutput.log(), Duration.ofSeconds(60), null, 3, 0, "auto"));
		}

		@Test
		void calls() {
			assertThat(this.properties.calls()).isEqualTo(new RpcParallelProperties.Calls(null));
		}

		@Test
		void health() {
			assertThat(this.properties.health()).isEqualTo(new RpcParallelProperties.Health(Duration.ofMinutes(1), null,
					RpcParallelProperties.Health.ChangingStatus.UNKNOWN, 20));
		}

		@Test
		void worker() {
			assertThat(this.properties.worker()).isEqualTo(new RpcParallelProperties.WorkerSettings(1,
					Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(10), WorkerLogging.forward(), 1000,
					1000, Map.of(), new RpcParallelProperties.AutoConfigurations(List.of(), List.of())));
		}

	}

	@Nested
	class Units {

		@Test
		void timesHaveMillisecondsWhereNoUnitIsGiven() {
			RpcParallelProperties properties = bind(
					Map.of("rpc-parallel.connection-timeout", "250", "rpc-parallel.shutdown-grace", "2s",
							"rpc-parallel.launch.spawn-timeout", "PT1M30S", "rpc-parallel.worker.orphan-grace", "0"));
			assertThat(properties.connectionTimeout()).isEqualTo(Duration.ofMillis(250));
			assertThat(properties.shutdownGrace()).isEqualTo(Duration.ofSeconds(2));
			assertThat(properties.launch().spawnTimeout()).isEqualTo(Duration.ofSeconds(90));
			assertThat(properties.worker().orphanGrace()).isZero();
		}

		@ParameterizedTest
		@ValueSource(ints = { 0, 1, 100_000 })
		void anyNumberOfLogRecordsMayBeKept(int number) {
			assertThat(bind("rpc-parallel.worker.log-buffer-size", "" + number).worker().logBufferSize())
				.isEqualTo(number);
		}

		@ParameterizedTest
		@CsvSource({ "1, 1", "1B, 1", "10KB, 10240", "1GB, 1073741824" })
		void sizesHaveBytesWhereNoUnitIsGiven(String text, long bytes) {
			assertThat(bind("rpc-parallel.rpc.max-message-size", text).rpc().maxMessageSize().toBytes())
				.isEqualTo(bytes);
		}

		@Test
		void everythingElseIsBoundByItsName() {
			RpcParallelProperties properties = bind(Map.of("rpc-parallel.launch.java-executable", "/jdk/bin/java",
					"rpc-parallel.launch.main-class", "app.Main", "rpc-parallel.launch.jvm-arguments", "-Xint,-ea",
					"rpc-parallel.launch.inherit-jvm-arguments", "false", "rpc-parallel.launch.heap", "512MB",
					"rpc-parallel.launch.environment.TZ", "UTC", "rpc-parallel.launch.working-directory", "/tmp",
					"rpc-parallel.launch.max-concurrent-starts", "3", "rpc-parallel.worker.concurrency", "4",
					"rpc-parallel.worker.properties.spring.main.banner-mode", "log"));
			RpcParallelProperties.Launch launch = properties.launch();
			assertThat(launch.javaExecutable()).isEqualTo(Path.of("/jdk/bin/java"));
			assertThat(launch.mainClass()).isEqualTo("app.Main");
			assertThat(launch.jvmArguments()).containsExactly("-Xint", "-ea");
			assertThat(launch.inheritJvmArguments()).isFalse();
			assertThat(launch.heap()).isEqualTo(DataSize.ofMegabytes(512));
			assertThat(launch.environment()).containsExactly(Map.entry("TZ", "UTC"));
			assertThat(launch.workingDirectory()).isEqualTo(Path.of("/tmp"));
			assertThat(launch.maxConcurrentStarts()).isEqualTo(3);
			assertThat(properties.worker().concurrency()).isEqualTo(4);
			assertThat(properties.worker().properties()).containsExactly(Map.entry("spring.main.banner-mode", "log"));
		}

	}

	@Nested
	class Limits {

		@Test
		void theDepthAndTheUmaskAreBoundByTheirNames() {
			RpcParallelProperties.Launch launch = bind(
					Map.of("rpc-parallel.launch.max-depth", "2", "rpc-parallel.launch.umask", "027"))
				.launch();
			assertThat(launch.maxDepth()).isEqualTo(2);
			assertThat(launch.umask()).isEqualTo("027");
		}

		@Test
		void aVariableKeepsItsUnderscores() {
			assertThat(bind("rpc-parallel.launch.environment.MY_VARIABLE", "x").launch().environment())
				.containsExactly(Map.entry("MY_VARIABLE", "x"));
		}

		@Test
		void theSettingsOfConnectionsAreBoundByTheirNames() {
			RpcParallelProperties.Rpc rpc = bind(Map.of("rpc-parallel.rpc.max-message-size", "1KB",
					"rpc-parallel.rpc.heartbeat-interval", "2", "rpc-parallel.rpc.heartbeat-timeout", "3s",
					"rpc-parallel.rpc.handshake-timeout", "4s", "rpc-parallel.rpc.buffer-age-limit", "5m"))
				.rpc();
			assertThat(rpc.settings()).isEqualTo(new RpcSettings(DataSize.ofKilobytes(1), Duration.ofMillis(2),
					Duration.ofSeconds(3), Duration.ofSeconds(4), Duration.ofMinutes(5)));
		}

	}

	@Nested
	class BadValues {

		@ParameterizedTest
		@CsvSource({ "rpc.max-message-size, 0, must be between 1B and 1GB",
				"rpc.max-message-size, -1MB, must be between 1B and 1GB",
				"rpc.max-message-size, 1025MB, must be between 1B and 1GB", "connection-timeout, 0, must be positive",
				"connection-timeout, -1s, must be positive", "shutdown-grace, -1ms, must not be negative",
				"rpc.heartbeat-interval, 0, must be positive",
				"rpc.heartbeat-timeout, 2s, must be longer than 'rpc-parallel.rpc.heartbeat-interval'",
				"rpc.handshake-timeout, 0, must be positive", "rpc.buffer-age-limit, 0, must be positive",
				"launch.max-depth, 0, must be positive", "launch.standby, -1, must not be negative",
				"launch.umask, 63, must be octal with a leading zero",
				"launch.umask, 127, must be octal with a leading zero",
				"launch.umask, 089, must be octal with a leading zero", "launch.umask, 01777, must be octal",
				"launch.spawn-timeout, 0s, must be positive", "launch.max-concurrent-starts, 0, must be positive",
				"worker.concurrency, 0, must be positive", "worker.concurrency, -1, must be positive",
				"worker.orphan-grace, -1s, must not be negative", "worker.termination-grace, -1s, must not be negative",
				"worker.deadline-grace, -1s, must not be negative", "calls.deadline, 0, must be positive",
				"calls.deadline, -1s, must be positive", "worker.log-buffer-size, -1, must be between 0 and 100000",
				"worker.log-buffer-size, 100001, must be between 0 and 100000",
				"worker.log-rate-limit, 0, must be positive", "worker.log-rate-limit, -1, must be positive" })
		void aValueOutOfRangeIsRefusedWithItsName(String property, String value, String problem) {
			String name = "rpc-parallel." + property;
			assertRefused(() -> bind(name, value), "'%s' %s".formatted(name, problem));
		}

		@ParameterizedTest
		@ValueSource(strings = { "rpc.max-message-size", "connection-timeout", "worker.concurrency", "worker.logging",
				"launch.stdout", "launch.max-concurrent-starts" })
		void aValueOfNoSuchFormIsRefusedWithItsName(String property) {
			assertThatExceptionOfType(BindException.class)
				.isThrownBy(() -> bind("rpc-parallel." + property, "no such form"))
				.satisfies((ex) -> assertThat(ex.getName()).hasToString("rpc-parallel." + property));
		}

	}

	@Nested
	class Output {

		@Test
		void eachChoiceHasItsText() {
			assertThat(bound("discard")).isEqualTo(WorkerOutput.discard());
			assertThat(bound("inherit")).isEqualTo(WorkerOutput.inherit());
			assertThat(bound("log")).isEqualTo(WorkerOutput.log());
			assertThat(bound("LOG")).isEqualTo(WorkerOutput.log());
			assertThat(bound("append:/var/log/out.txt")).isEqualTo(WorkerOutput.append(Path.of("/var/log/out.txt")));
			assertThat(bound("truncate:C:\\out.txt")).isEqualTo(WorkerOutput.truncate(Path.of("C:\\out.txt")));
		}

		@ParameterizedTest
		@ValueSource(strings = { "file", "append", "append:", "truncate:", "log:file", "discard:", "/var/log/out.txt" })
		void anythingElseIsRefusedWithTheChoices(String text) {
			assertRefused(() -> bound(text),
					"'%s' is no output of a worker. Use discard, inherit, log, append:FILE or truncate:FILE"
						.formatted(text));
		}

		@Test
		void aPipeIsRefusedWithWhatToDoInstead() {
			assertRefused(() -> bound("pipe"),
					"'pipe' can't be set by a property, since only the code that spawns a worker can read the pipe. Use SpawnOptions with WorkerOutput.pipe() there");
		}

		private WorkerOutput bound(String text) {
			return bind("rpc-parallel.launch.stderr", text).launch().stderr();
		}

	}

}
