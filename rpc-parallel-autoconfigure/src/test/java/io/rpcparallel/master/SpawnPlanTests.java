package io.rpcparallel.master;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.WorkerOutput;
import io.rpcparallel.launch.LaunchRequest;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.WorkerAssignment;

import static org.assertj.core.api.Assertions.assertThat;

class SpawnPlanTests {

	private final ControlCodec codec = new ControlCodec();

	private final UUID workerId = UUID.randomUUID();

	private final MasterSettings settings = new MasterSettings(Duration.ofSeconds(1), Duration.ofSeconds(2),
			Duration.ofSeconds(3), 4, List.of("prod"),
			new MasterSettings.LaunchDefaults(Map.of("A", "default", "B", "default"), Path.of("/default"),
					DataSize.ofMegabytes(1), WorkerOutput.log(), WorkerOutput.log()),
			new WorkerAssignment.Settings(Duration.ofSeconds(1), Duration.ofSeconds(5), 6, 7));

	@Test
	void withoutOptionsTheDefaultsApply() {
		SpawnPlan plan = new SpawnPlan("w", SpawnOptions.defaults(), this.settings);
		LaunchRequest request = request(plan);
		assertThat(plan.spawnTimeout()).isEqualTo(Duration.ofSeconds(2));
		assertThat(request.environment()).containsEntry("A", "default").containsEntry("B", "default");
		assertThat(request.workingDirectory()).isEqualTo(Path.of("/default"));
		assertThat(request.heap()).isEqualTo(DataSize.ofMegabytes(1));
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
			.withStdout(WorkerOutput.discard())
			.withStderr(WorkerOutput.inherit())
			.withConnectionTimeout(Duration.ofSeconds(8))
			.withSpawnTimeout(Duration.ofSeconds(9));
		SpawnPlan plan = new SpawnPlan("w", options, this.settings);
		LaunchRequest request = request(plan);
		assertThat(plan.connectionTimeout()).isEqualTo(Duration.ofSeconds(8));
		assertThat(plan.spawnTimeout()).isEqualTo(Duration.ofSeconds(9));
		assertThat(request.environment()).containsEntry("A", "option").containsEntry("B", "default");
		assertThat(request.workingDirectory()).isEqualTo(Path.of("/option"));
		assertThat(request.heap()).isEqualTo(DataSize.ofMegabytes(2));
		assertThat(request.jvmArguments()).endsWith("-Xss1m");
		assertThat(request.stdout()).isEqualTo(WorkerOutput.discard());
		assertThat(request.stderr()).isEqualTo(WorkerOutput.inherit());
		assertThat(assignment(request).settings().connectionTimeout()).isEqualTo(Duration.ofSeconds(8));
	}

	@Test
	void theVariableOfWorkersCannotBeOverridden() {
		SpawnOptions options = SpawnOptions.defaults().withEnvironment("RPC_PARALLEL_WORKER", "mine");
		assertThat(request(new SpawnPlan("w", options, this.settings)).environment())
			.containsEntry("RPC_PARALLEL_WORKER", "stdin:" + ProcessHandle.current().pid());
	}

	private LaunchRequest request(SpawnPlan plan) {
		return plan.launchRequest(this.workerId, 1234, ConnectionSecret.random(), this.codec);
	}

	private WorkerAssignment assignment(LaunchRequest request) {
		WorkerAssignment assignment = this.codec.decode(request.assignment(), WorkerAssignment.class);
		assertThat(assignment.workerId()).isEqualTo(this.workerId);
		assertThat(assignment.masterPort()).isEqualTo(1234);
		return assignment;
	}

}
