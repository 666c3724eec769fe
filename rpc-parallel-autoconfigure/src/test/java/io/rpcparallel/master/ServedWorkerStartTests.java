package io.rpcparallel.master;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.WorkerLifetime;
import io.rpcparallel.WorkerOutput;
import io.rpcparallel.WorkerStartException;
import io.rpcparallel.protocol.ApplicationFormats;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.Initialization;
import io.rpcparallel.test.TestSettings;
import io.rpcparallel.transport.RSocketTransport;
import io.rpcparallel.transport.RefusedConnections;
import io.rpcparallel.transport.SocketKind;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ServedWorkers} that can't begin to serve.
 */
class ServedWorkerStartTests {

	private final MasterSettings settings = new MasterSettings(Duration.ofSeconds(1), Duration.ofSeconds(1),
			Duration.ofSeconds(1), 1, List.of(),
			new MasterSettings.LaunchDefaults(Map.of(), null, null, null, WorkerOutput.log(), WorkerOutput.log()),
			TestSettings.worker(), 3, 0, null);

	@Test
	@Tag("E21")
	void aWorkerThatCannotListenDoesNotStartAndSaysWhatToDo() {
		IOException failure = new IOException("read-only");
		ServedWorkers workers = new ServedWorkers((transport, secret, request) -> {
			throw new UncheckedIOException("Use another folder", failure);
		}, ConnectionSecret.random(), new ReplyReader(ApplicationFormats.create()), Runnable::run);
		SpawnPlan plan = SpawnPlan.of("w", SpawnOptions.defaults(), WorkerLifetime.EXPLICIT, this.settings);
		WorkerMonitor monitor = new WorkerMonitor(new WorkerEntry(UUID.randomUUID(), "w", true, (ended) -> {
		}, (lost) -> {
		}), (ignored) -> {
		}, Runnable::run);
		try (RSocketTransport transport = new RSocketTransport(() -> null, SocketKind.AUTO, new RefusedConnections())) {
			assertThatExceptionOfType(WorkerStartException.class)
				.isThrownBy(() -> workers.serve(transport, plan,
						new Initialization(Initialization.STATELESS, null, WorkerLifetime.EXPLICIT), monitor))
				.withMessage("Worker 'w' did not start: this process can't listen for it. Use another folder")
				.withCause(failure);
		}
	}

}
