package io.rpcparallel.master;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.rpcparallel.CrashCause;
import io.rpcparallel.CrashReport;
import io.rpcparallel.VitalSigns;
import io.rpcparallel.Worker;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.launch.LaunchedWorker;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.WorkerBranch;
import io.rpcparallel.test.TestSettings;

/**
 * A worker that is only a line of a table, for tests of those who read the table.
 */
public final class TestWorker {

	private final WorkerEntry entry;

	private TestWorker(WorkerEntry entry) {
		this.entry = entry;
	}

	/**
	 * Enter a worker that starts.
	 */
	public static TestWorker starting(WorkerTable table, String name) {
		return new TestWorker(table.add(UUID.randomUUID(), name, false));
	}

	/**
	 * Enter a worker that answers.
	 */
	public static TestWorker up(WorkerTable table, String name, long pid) {
		TestWorker worker = starting(table, name);
		worker.entry.launched(new WorkerSnapshot.Place(pid, "localhost", "local process"));
		worker.entry.registered(Duration.ofSeconds(2));
		worker.entry.up();
		return worker;
	}

	/**
	 * Enter a worker that is served in this process, which has no heartbeats.
	 */
	public static TestWorker served(WorkerTable table, String name) {
		TestWorker worker = new TestWorker(table.add(UUID.randomUUID(), name, true));
		worker.entry.up();
		return worker;
	}

	/**
	 * The worker is connected, and not ready yet.
	 * @param requests answers what it is asked
	 */
	public TestWorker connected(IntFunction<Mono<Reply>> requests) {
		this.entry.controlledBy(new WorkerControl(
				new Worker<>(id(), this.entry.name(), 4711, new WorkerAddress.Tcp("::1", 1), "x", TestSettings.rpc()),
				requests, null, null));
		return this;
	}

	/**
	 * The worker has a process.
	 */
	public TestWorker traced(LaunchedWorker process) {
		this.entry.traced(new WorkerTrail(new WorkerMonitor(this.entry, (failure) -> {
		}, Runnable::run), process));
		return this;
	}

	public UUID id() {
		return this.entry.id();
	}

	public TestWorker heard(int inFlight) {
		this.entry.heard(vitalSigns(inFlight));
		return this;
	}

	public TestWorker heard(int inFlight, long heapUsed, @Nullable Long resident) {
		this.entry.heard(new VitalSigns(inFlight, 0, heapUsed, 0, resident, null, null));
		return this;
	}

	/**
	 * Return how a worker may be.
	 */
	public static VitalSigns vitalSigns(int inFlight) {
		return new VitalSigns(inFlight, inFlight / 2, 20_000_000, 64_000_000, 90_000_000L, 30, Duration.ofMillis(12));
	}

	/**
	 * The worker has told of its own workers.
	 */
	public TestWorker with(WorkerBranch... workers) {
		this.entry.workers(List.of(workers));
		return this;
	}

	public TestWorker ending() {
		this.entry.ending();
		return this;
	}

	public TestWorker lost(String why) {
		CrashReport.Subject subject = new CrashReport.Subject(this.entry.name(), id(), 4711L, "localhost",
				"local process", Instant.now());
		this.entry.lost(why, CrashReport.of(subject, CrashCause.KILLED, why));
		return this;
	}

	public void ended() {
		this.entry.ended();
	}

}
