package io.rpcparallel.master;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.WorkerLifetime;
import io.rpcparallel.WorkerOutput;
import io.rpcparallel.WorkerStartException;
import io.rpcparallel.launch.LaunchRequest;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.LogRouting;
import io.rpcparallel.protocol.WorkerAssignment;
import io.rpcparallel.test.TestSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class SpawnPlanTests {

	private static final WorkerAddress MASTER = new WorkerAddress.Tcp("127.0.0.1", 1234);

	private final ControlCodec codec = new ControlCodec();

	private final UUID workerId = UUID.randomUUID();

	private final MasterSettings settings = new MasterSettings(Duration.ofSeconds(1), Duration.ofSeconds(2),
			Duration.ofSeconds(3), 4, List.of("prod"),
			new MasterSettings.LaunchDefaults(Map.of("A", "default", "B", "default"), Path.of("/default"),
					DataSize.ofMegabytes(1), "027", WorkerOutput.log(), WorkerOutput.log()),
			new WorkerAssignment.Settings(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(6),
					Duration.ofSeconds(8), TestSettings.rpc(), 7, 2, LogRouting.PRINTED),
			3, 0, Duration.ofSeconds(9));

	@Test
	void withoutOptionsTheDefaultsApply() {
		SpawnPlan plan = plan(SpawnOptions.defaults());
		LaunchRequest request = request(plan);
		assertThat(plan.spawnTimeout()).isEqualTo(Duration.ofSeconds(2));
		assertThat(request.environment()).containsEntry("A", "default").containsEntry("B", "default");
		assertThat(request.workingDirectory()).isEqualTo(Path.of("/default"));
		assertThat(request.heap()).isEqualTo(DataSize.ofMegabytes(1));
		assertThat(request.umask()).isEqualTo("027");
		assertThat(request.stdout()).isEqualTo(WorkerOutput.log());
		assertThat(assignment(request).settings()).isEqualTo(this.settings.worker());
		assertThat(assignment(request).profiles()).containsExactly("prod");
	}

	@Test
	void optionsWinOverTheDefaults() {
		SpawnOptions options = SpawnOptions.defaults()
			.withEnvironment("A", "option")
			.withWorkingDirectory(Path.of("/option"))
			.withHeap(DataSize.ofMegabytes(2))
			.withJvmArguments("-Xss1m")
			.withUmask("077")
			.withStdout(WorkerOutput.discard())
			.withStderr(WorkerOutput.inherit())
			.withConnectionTimeout(Duration.ofSeconds(8))
			.withSpawnTimeout(Duration.ofSeconds(9));
		SpawnPlan plan = plan(options);
		LaunchRequest request = request(plan);
		assertThat(plan.connectionTimeout()).isEqualTo(Duration.ofSeconds(8));
		assertThat(plan.spawnTimeout()).isEqualTo(Duration.ofSeconds(9));
		assertThat(request.environment()).containsEntry("A", "option").containsEntry("B", "default");
		assertThat(request.workingDirectory()).isEqualTo(Path.of("/option"));
		assertThat(request.heap()).isEqualTo(DataSize.ofMegabytes(2));
		assertThat(request.jvmArguments()).endsWith("-Xss1m");
		assertThat(request.umask()).isEqualTo("077");
		assertThat(request.stdout()).isEqualTo(WorkerOutput.discard());
		assertThat(request.stderr()).isEqualTo(WorkerOutput.inherit());
		assertThat(assignment(request).settings().connectionTimeout()).isEqualTo(Duration.ofSeconds(8));
	}

	@Test
	void theSettingsOfAWorkerAreTheDefaultsWithTheOptionsApplied() {
		SpawnOptions options = SpawnOptions.defaults()
			.withConcurrency(9)
			.withLifetime(WorkerLifetime.EXPLICIT)
			.withRpcSettings((rpc) -> rpc.withMaxMessageSize(DataSize.ofKilobytes(5)))
			.withRpcSettings((rpc) -> rpc.withBufferAgeLimit(rpc.bufferAgeLimit().plusSeconds(1)));
		SpawnPlan plan = plan(options);
		WorkerAssignment.Settings settings = assignment(request(plan)).settings();
		assertThat(settings.concurrency()).isEqualTo(9);
		assertThat(plan.lifetime()).isEqualTo(WorkerLifetime.EXPLICIT);
		assertThat(settings.rpc()).isEqualTo(this.settings.rpc()
			.withMaxMessageSize(DataSize.ofKilobytes(5))
			.withBufferAgeLimit(this.settings.rpc().bufferAgeLimit().plusSeconds(1)));
		assertThat(settings.depth()).isEqualTo(2);
	}

	@Test
	void theVerbTellsTheLifetimeWhereTheOptionsDoNot() {
		assertThat(SpawnPlan.of("w", SpawnOptions.defaults(), WorkerLifetime.MASTER, this.settings).lifetime())
			.isEqualTo(WorkerLifetime.MASTER);
	}

	@Test
	void whatIsToldAfterTheStartMayDifferForAStandby() {
		assertThat(plan(SpawnOptions.defaults()).fitsStandby()).isTrue();
		assertThat(plan(SpawnOptions.defaults()
			.withLifetime(WorkerLifetime.MASTER)
			.withSpawnTimeout(Duration.ofSeconds(77))
			.withDeadline(Duration.ofSeconds(78))
			.withConcurrency(7)
			.withHeap(DataSize.ofMegabytes(1))
			.withStdout(WorkerOutput.log())
			.withFailureHandler((failure) -> {
			})).fitsStandby()).isTrue();
	}

	@Test
	void whatMustBeKnownAtTheStartMayNotDifferForAStandby() {
		SpawnOptions options = SpawnOptions.defaults();
		assertThat(Stream.of(options.withName("mine"), options.withEnvironment("A", "b"),
				options.withWorkingDirectory(Path.of("/")), options.withJvmArguments("-Xss1m"),
				options.withHeap(DataSize.ofMegabytes(2)), options.withUmask("077"),
				options.withStdout(WorkerOutput.discard()), options.withStderr(WorkerOutput.inherit()),
				options.withConcurrency(8), options.withConnectionTimeout(Duration.ofSeconds(8)),
				options.withRpcSettings((rpc) -> rpc.withBufferAgeLimit(Duration.ofSeconds(8)))))
			.noneMatch((each) -> plan(each).fitsStandby());
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3 })
	void aWorkerAtTheLimitOfTheDepthIsNotTooDeep(int depth) {
		assertThatNoException().isThrownBy(at(depth)::requireDepth);
	}

	@Test
	void aWorkerBeyondTheLimitOfTheDepthIsRefused() {
		assertThatExceptionOfType(WorkerStartException.class).isThrownBy(at(4)::requireDepth)
			.withMessageContaining("at depth 4")
			.withMessageContaining("the limit is 3")
			.withMessageContaining("'rpc-parallel.launch.max-depth'");
	}

	@Test
	void theVariableOfWorkersCannotBeOverridden() {
		SpawnOptions options = SpawnOptions.defaults().withEnvironment("RPC_PARALLEL_WORKER", "mine");
		assertThat(request(plan(options)).environment()).containsEntry("RPC_PARALLEL_WORKER",
				"stdin:" + ProcessHandle.current().pid());
	}

	@Test
	void anIdleWorkerIsLikeTheOneItIsForButEndsWithItsConnectionAndSaysNothing() {
		SpawnOptions options = SpawnOptions.defaults()
			.withJvmArguments("-Xss1m")
			.withEnvironment("A", "option")
			.withStderr(WorkerOutput.pipe())
			.withLifetime(WorkerLifetime.EXPLICIT);
		SpawnPlan idle = plan(options).idle("idle", Duration.ofMinutes(5));
		LaunchRequest request = request(idle);
		assertThat(request.workerName()).isEqualTo("idle");
		assertThat(request.jvmArguments()).endsWith("-Xss1m");
		assertThat(request.environment()).containsEntry("A", "option");
		assertThat(request.stdout()).isEqualTo(WorkerOutput.discard());
		assertThat(request.stderr()).isEqualTo(WorkerOutput.discard());
		assertThat(idle.spawnTimeout()).isEqualTo(Duration.ofMinutes(5));
		assertThat(idle.lifetime()).isEqualTo(WorkerLifetime.CONNECTION);
		assertThat(idle.workerSettings().logging()).isEqualTo(LogRouting.NOWHERE);
	}

	@Test
	void aPlanWithLessTimeLeftIsTheSameOtherwise() {
		SpawnPlan plan = plan(SpawnOptions.defaults().withHeap(DataSize.ofMegabytes(2)));
		SpawnPlan within = plan.within(Duration.ofMillis(1234));
		assertThat(within.spawnTimeout()).isEqualTo(Duration.ofMillis(1234));
		assertThat(request(within)).usingRecursiveComparison().ignoringFields("assignment").isEqualTo(request(plan));
	}

	private SpawnPlan plan(SpawnOptions options) {
		return SpawnPlan.of("w", options, WorkerLifetime.CONNECTION, this.settings);
	}

	private SpawnPlan at(int depth) {
		WorkerAssignment.Settings worker = new WorkerAssignment.Settings(Duration.ofSeconds(1), Duration.ofSeconds(5),
				Duration.ofSeconds(6), Duration.ofSeconds(8), TestSettings.rpc(), 7, depth, LogRouting.PRINTED);
		return SpawnPlan.of("w", SpawnOptions.defaults(), WorkerLifetime.CONNECTION,
				new MasterSettings(this.settings.connectionTimeout(), this.settings.spawnTimeout(),
						this.settings.shutdownGrace(), 4, List.of(), this.settings.launch(), worker, 3, 0, null));
	}

	private LaunchRequest request(SpawnPlan plan) {
		return plan.launchRequest(this.workerId, MASTER, ConnectionSecret.random(), this.codec);
	}

	private WorkerAssignment assignment(LaunchRequest request) {
		WorkerAssignment assignment = this.codec.decode(request.assignment(), WorkerAssignment.class);
		assertThat(assignment.workerId()).isEqualTo(this.workerId);
		assertThat(assignment.masterAddress()).isEqualTo(MASTER);
		return assignment;
	}

}
