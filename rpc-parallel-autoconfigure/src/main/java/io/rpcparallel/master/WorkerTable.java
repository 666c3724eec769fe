package io.rpcparallel.master;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The workers of this process: those that start, live, and were lost a while ago. Read by
 * health, metrics and the endpoint, from any thread.
 */
public final class WorkerTable {

	private static final int MOST_LOST = 100;

	private final Map<UUID, WorkerEntry> entries = new ConcurrentHashMap<>();

	private final Duration lostRetention;

	private final int mostReports;

	private final Deque<LostWorker> reports = new ArrayDeque<>();

	/**
	 * Create a table that keeps no crash reports.
	 * @param lostRetention how long a lost worker stays in the table
	 */
	public WorkerTable(Duration lostRetention) {
		this(lostRetention, 0);
	}

	/**
	 * Create a table.
	 * @param lostRetention how long a lost worker stays in the table
	 * @param mostReports how many crash reports are kept, the last ones
	 */
	public WorkerTable(Duration lostRetention, int mostReports) {
		this.lostRetention = lostRetention;
		this.mostReports = mostReports;
	}

	/**
	 * Return what is known now.
	 * @return the workers, in the order they were asked for
	 */
	public List<WorkerSnapshot> workers() {
		forgetLost();
		return this.entries.values()
			.stream()
			.map(WorkerEntry::snapshot)
			.sorted(Comparator.comparing(WorkerSnapshot::startedAt))
			.toList();
	}

	/**
	 * Find a worker that {@link #workers()} has.
	 * @param nameOrId its id or its name; of several with the same name it is the
	 * youngest
	 * @return the worker, or {@code null} if there is none
	 */
	public @Nullable TrackedWorker find(String nameOrId) {
		forgetLost();
		List<TrackedWorker> found = this.entries.values()
			.stream()
			.filter((entry) -> entry.id().toString().equals(nameOrId) || entry.name().equals(nameOrId))
			.map(WorkerEntry::tracked)
			.sorted(Comparator.comparing((worker) -> worker.snapshot().startedAt()))
			.toList();
		return found.isEmpty() ? null : found.get(found.size() - 1);
	}

	/**
	 * Return the last workers that were lost, also those that {@link #workers()} does not
	 * have any more.
	 * @return the workers, the last one first
	 */
	public List<LostWorker> lostWorkers() {
		synchronized (this.reports) {
			return List.copyOf(this.reports);
		}
	}

	WorkerEntry add(UUID id, String name, boolean served) {
		forgetLost();
		WorkerEntry entry = new WorkerEntry(id, name, served, this::remove, this::keep);
		this.entries.put(id, entry);
		return entry;
	}

	private void remove(WorkerEntry entry) {
		this.entries.remove(entry.id());
	}

	private void keep(LostWorker lost) {
		synchronized (this.reports) {
			this.reports.addFirst(lost);
			if (this.reports.size() > this.mostReports) {
				this.reports.removeLast();
			}
		}
	}

	private void forgetLost() {
		List<WorkerEntry> lost = this.entries.values()
			.stream()
			.filter((entry) -> entry.lostFor() != null)
			.sorted(Comparator.comparing(WorkerEntry::lostForOrZero))
			.toList();
		for (int i = 0; i < lost.size(); i++) {
			if (i >= MOST_LOST || lost.get(i).lostForOrZero().compareTo(this.lostRetention) > 0) {
				remove(lost.get(i));
			}
		}
	}

}
