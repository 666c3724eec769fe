package io.rpcparallel.process;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The mark by which the processes are found that a worker has started: an environment
 * variable with the worker's id, which they inherit, also when they have got another
 * parent. Nothing secret. A worker of a worker has a mark of its own.
 */
public final class WorkerMark {

	/**
	 * The name of the variable.
	 */
	public static final String VARIABLE = "RPC_PARALLEL_WORKER_ID";

	private static final int ROUNDS = 3;

	private final String entry;

	private final ProcessFiles files;

	/**
	 * Create a mark.
	 * @param workerId the id of the worker
	 */
	public WorkerMark(String workerId) {
		this.entry = VARIABLE + "=" + workerId;
		this.files = new ProcessFiles(ProcessFiles.ROOT);
	}

	/**
	 * Return whether marks can be read on this system.
	 * @return {@code false} where processes are only found by their parents
	 */
	public boolean isReadable() {
		return this.files.exist();
	}

	/**
	 * Return whether a process belongs to another worker, which ends it, or to another
	 * worker's workers.
	 * @param process the process
	 * @return whether it has the mark of another worker
	 */
	public boolean isOfAnother(ProcessHandle process) {
		return this.files.entries(process, "environ")
			.stream()
			.anyMatch((variable) -> variable.startsWith(VARIABLE + "=") && !variable.equals(this.entry));
	}

	/**
	 * Kill all processes that have this mark, but for this one and those above it.
	 * @return how many there were
	 */
	public int kill() {
		int killed = 0;
		int found = 1;
		// Those that are killed may have started others meanwhile
		for (int round = 0; round < ROUNDS && found > 0; round++) {
			List<ProcessHandle> marked = find();
			marked.forEach(ProcessHandle::destroyForcibly);
			found = marked.size();
			killed += (round == 0) ? found : 0;
		}
		return killed;
	}

	/**
	 * Find all processes that have this mark, but for this one and those above it.
	 * @return the processes
	 */
	public List<ProcessHandle> find() {
		Set<ProcessHandle> spared = new HashSet<>();
		// A worker may have been started by a script that waits for it
		for (Optional<ProcessHandle> each = Optional.of(ProcessHandle.current()); each
			.isPresent(); each = each.get().parent()) {
			spared.add(each.get());
		}
		try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
			return all.filter((each) -> !spared.contains(each) && hasMark(each)).toList();
		}
	}

	// A process that has been killed shows no variables
	private boolean hasMark(ProcessHandle process) {
		return this.files.read(process, "environ").contains(this.entry)
				&& this.files.entries(process, "environ").contains(this.entry);
	}

}
