package io.rpcparallel.master;

import java.time.Duration;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.VitalSigns;

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
		worker.entry.registered(pid, Duration.ofSeconds(2));
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

	public UUID id() {
		return this.entry.id();
	}

	public TestWorker heard(int inFlight) {
		return heard(inFlight, 0, null);
	}

	public TestWorker heard(int inFlight, long heapUsed, @Nullable Long resident) {
		this.entry.heard(new VitalSigns(inFlight, inFlight / 2, heapUsed, 0, resident, null, null));
		return this;
	}

	public TestWorker ending() {
		this.entry.ending();
		return this;
	}

	public TestWorker lost(String why) {
		this.entry.lost(why);
		return this;
	}

	public void ended() {
		this.entry.ended();
	}

}
