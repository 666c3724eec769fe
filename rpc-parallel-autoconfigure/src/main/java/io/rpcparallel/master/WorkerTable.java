package io.rpcparallel.master;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The workers of this process: those that start, live, and were lost a while ago. Read by
 * health, metrics and the endpoint, from any thread.
 */
public final class WorkerTable {

	private static final int MOST_LOST = 100;

	private final Map<UUID, WorkerEntry> entries = new ConcurrentHashMap<>();

	private final Duration lostRetention;

	/**
	 * Create a table.
	 * @param lostRetention how long a lost worker stays in the table
	 */
	public WorkerTable(Duration lostRetention) {
		this.lostRetention = lostRetention;
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

	WorkerEntry add(UUID id, String name, boolean served) {
		forgetLost();
		WorkerEntry entry = new WorkerEntry(id, name, served, this::remove);
		this.entries.put(id, entry);
		return entry;
	}

	private void remove(WorkerEntry entry) {
		this.entries.remove(entry.id());
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
