package io.rpcparallel.master;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.VitalSigns;

/**
 * The workers of this process: those that start, live, and were lost a while ago. Read by
 * health, metrics and the endpoint, from any thread.
 */
public final class WorkerTable {

	private static final int MOST_LOST = 100;

	// In the order they were asked for, which a clock that is set would not tell
	private final Map<UUID, WorkerEntry> entries = new LinkedHashMap<>();

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
		return entries().stream().map(WorkerEntry::snapshot).toList();
	}

	/**
	 * Return how a worker is.
	 * @param workerId the id of the worker
	 * @return what it told with its last heartbeat, or {@code null} if there was none or
	 * the worker is not in the table
	 */
	public @Nullable VitalSigns vitalSigns(UUID workerId) {
		WorkerEntry entry;
		synchronized (this.entries) {
			entry = this.entries.get(workerId);
		}
		return (entry != null) ? entry.vitalSigns() : null;
	}

	/**
	 * Return how many calls wait in workers for their turn.
	 * @return their number, as the workers last told
	 */
	public int queued() {
		return entries().stream().mapToInt(WorkerEntry::queued).sum();
	}

	/**
	 * Find a worker that {@link #workers()} has.
	 * @param nameOrId its id or its name; of several with the same name it is the
	 * youngest
	 * @return the worker, or {@code null} if there is none
	 */
	public @Nullable TrackedWorker find(String nameOrId) {
		forgetLost();
		return entries().stream()
			.filter((entry) -> entry.id().toString().equals(nameOrId) || entry.name().equals(nameOrId))
			.reduce((older, younger) -> younger)
			.map(WorkerEntry::tracked)
			.orElse(null);
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
		synchronized (this.entries) {
			this.entries.put(id, entry);
		}
		return entry;
	}

	private void remove(WorkerEntry entry) {
		synchronized (this.entries) {
			this.entries.remove(entry.id());
		}
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
		// At one moment for all, since time goes on while they are looked at
		long now = System.nanoTime();
		Map<WorkerEntry, Duration> lost = new HashMap<>();
		for (WorkerEntry entry : entries()) {
			Duration lostFor = entry.lostFor(now);
			if (lostFor != null) {
				lost.put(entry, lostFor);
			}
		}
		lost.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByValue())
			.skip(MOST_LOST)
			.forEach((each) -> remove(each.getKey()));
		lost.forEach((entry, lostFor) -> {
			if (lostFor.compareTo(this.lostRetention) > 0) {
				remove(entry);
			}
		});
	}

	private List<WorkerEntry> entries() {
		synchronized (this.entries) {
			return List.copyOf(this.entries.values());
		}
	}

}
