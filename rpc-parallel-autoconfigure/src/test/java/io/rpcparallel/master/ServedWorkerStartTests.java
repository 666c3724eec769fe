package io.rpcparallel.master;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.WorkerLifetime;
import io.rpcparallel.WorkerOutput;
import io.rpcparallel.WorkerStartException;
import io.rpcparallel.master.InProcessWorkers.InProcessWorker;
import io.rpcparallel.protocol.ApplicationFormats;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.Initialization;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.test.TestSettings;
import io.rpcparallel.transport.RSocketTransport;
import io.rpcparallel.transport.RefusedConnections;
import io.rpcparallel.transport.RpcTransport;
import io.rpcparallel.transport.SocketKind;
import io.rpcparallel.transport.Traffic;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ServedWorkers} that lack something to begin or to end with.
 */
class ServedWorkerStartTests {

	private final MasterSettings settings = new MasterSettings(Duration.ofSeconds(1), Duration.ofSeconds(1),
			Duration.ofSeconds(1), 1, List.of(),
			new MasterSettings.LaunchDefaults(Map.of(), null, null, null, WorkerOutput.log(), WorkerOutput.log()),
			TestSettings.worker(), 3, 0, null);

	private final SpawnPlan plan = SpawnPlan.of("w", SpawnOptions.defaults(), WorkerLifetime.EXPLICIT, this.settings);

	private final Initialization stateless = new Initialization(Initialization.STATELESS, null,
			WorkerLifetime.EXPLICIT);

	private final WorkerMonitor monitor = new WorkerMonitor(new WorkerEntry(UUID.randomUUID(), "w", true, (ended) -> {
	}, (lost) -> {
	}), (ignored) -> {
	}, Runnable::run);

	@Test
	@Tag("E21")
	void aWorkerThatCannotListenDoesNotStartAndSaysWhatToDo() {
		IOException failure = new IOException("read-only");
		ServedWorkers workers = new ServedWorkers((transport, secret, request) -> {
			throw new UncheckedIOException("Use another folder", failure);
		}, ConnectionSecret.random(), new ReplyReader(ApplicationFormats.create()), Runnable::run,
				mock(MasterListener.class));
		try (RSocketTransport transport = new RSocketTransport(() -> null, SocketKind.AUTO, new RefusedConnections(),
				new Traffic())) {
			assertThatExceptionOfType(WorkerStartException.class)
				.isThrownBy(() -> workers.serve(transport, this.plan, this.stateless, this.monitor))
				.withMessage("Worker 'w' did not start: this process can't listen for it. Use another folder")
				.withCause(failure);
		}
	}

	@Test
	void aWorkerEndsThoughThereIsNoThreadForIt() {
		InProcessWorker worker = mock(InProcessWorker.class);
		given(worker.address()).willReturn(new WorkerAddress.Tcp("::1", 1));
		given(worker.initialize(this.stateless)).willReturn(Mono.just(Reply.value(null)));
		ServedWorkers workers = new ServedWorkers((transport, secret, request) -> worker, ConnectionSecret.random(),
				new ReplyReader(ApplicationFormats.create()), (task) -> {
					throw new OutOfMemoryError("unable to create native thread");
				}, mock(MasterListener.class));
		workers.serve(mock(RpcTransport.class), this.plan, this.stateless, this.monitor).block();
		workers.shutdown(worker).block();
		then(worker).should().close();
	}

}
