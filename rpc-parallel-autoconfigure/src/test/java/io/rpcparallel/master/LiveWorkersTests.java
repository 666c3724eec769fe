package io.rpcparallel.master;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.rpcparallel.CrashCause;
import io.rpcparallel.VitalSigns;
import io.rpcparallel.Worker;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.WorkerLifetime;
import io.rpcparallel.launch.LaunchedWorker;
import io.rpcparallel.protocol.BuiltIn;
import io.rpcparallel.protocol.Heartbeat;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestSettings;
import io.rpcparallel.transport.RpcLink;

import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.mock;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.times;

/**
 * Tests for {@link LiveWorkers}.
 */
@LeavesNothingBehind
class LiveWorkersTests {

	private final RpcLink link = mock();

	private final LaunchedWorker process = mock();

	private final WorkerMonitor monitor = new WorkerMonitor(new WorkerEntry(UUID.randomUUID(), "w", false, (ended) -> {
	}, (lost) -> {
	}), (failure) -> {
	}, Runnable::run);

	@Test
	void eachHeartbeatTellsTheLauncherThatTheWorkerIsAlive() {
		CompletableFuture<Integer> exit = new CompletableFuture<>();
		given(this.process.onExit()).willReturn(exit);
		given(this.link.request(BuiltIn.AWAIT_END, null)).willReturn(Mono.never());
		given(this.link.onClose()).willReturn(Mono.empty());
		new LiveWorkers(Runnable::run, mock()).add(worker(), Duration.ofSeconds(1));
		then(this.process).should(times(0)).alive();
		Heartbeat heartbeat = new Heartbeat(new VitalSigns(0, 0, 1, 2, null, null, null), null);
		this.monitor.heard(heartbeat);
		this.monitor.heard(heartbeat);
		then(this.process).should(times(2)).alive();
		exit.complete(0);
	}

	@Test
	void aDeathDuringTheEndOfTheSpawnIsToldOnce() {
		CompletableFuture<Integer> exit = new CompletableFuture<>();
		Sinks.Empty<Void> closed = Sinks.empty();
		given(this.process.onExit()).willReturn(exit);
		given(this.process.host()).willReturn("localhost");
		given(this.process.launcher()).willReturn("local process");
		given(this.link.request(BuiltIn.AWAIT_END, null)).willReturn(Mono.never());
		given(this.link.onClose()).willReturn(closed.asMono());
		MasterListener listener = mock();
		LiveWorkers live = new LiveWorkers(Runnable::run, listener);
		ProcessOwner owner = live.add(worker(), Duration.ofSeconds(1));
		exit.complete(9);
		live.assign(owner, WorkerLifetime.CONNECTION);
		closed.tryEmitEmpty();
		then(listener).should(times(1)).ended("w", CrashCause.EXITED);
		then(listener).shouldHaveNoMoreInteractions();
	}

	private SpawnedWorker worker() {
		Worker<Object> worker = new Worker<>(this.monitor.entry().id(), "w", ProcessHandle.current().pid(),
				new WorkerAddress.Tcp("::1", 1), "x", TestSettings.rpc());
		return new SpawnedWorker(worker, this.process, this.link, this.monitor);
	}

}
