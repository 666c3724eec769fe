package io.rpcparallel.bootstrap;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.protocol.WorkerRole;

/**
 * Whether this process is a worker, decided from the environment before anything else.
 * Ask it in a {@code main} method for what workers must not do there.
 *
 * @since 0.1.0
 */
public enum WorkerMode {

	/**
	 * An application as started by its user, or a process that a worker's functions have
	 * started.
	 */
	MASTER,

	/**
	 * A worker that was started by its master.
	 */
	WORKER,

	/**
	 * Something that was started with the variable of a worker but not by a master.
	 */
	UNASSIGNED;

	/**
	 * Return what this process is.
	 * @return the mode of this process
	 */
	public static WorkerMode current() {
		Optional<ProcessHandle> parent = ProcessHandle.current().parent();
		return of(System.getenv(WorkerRole.VARIABLE), Boolean.getBoolean(WorkerRole.PROPERTY),
				(pid) -> parent.isPresent() && parent.get().pid() == pid, WorkerMode::isAncestor);
	}

	// A child of a worker inherits the variable, which names a master that is not its
	// parent; the same is true of a worker that was started through a script
	static WorkerMode of(@Nullable String variable, boolean startedAsWorker, LongPredicate isParent,
			LongPredicate isAncestor) {
		if (variable == null || variable.isBlank()) {
			return MASTER;
		}
		OptionalLong masterPid = WorkerRole.masterPid(variable);
		if (masterPid.isEmpty()) {
			return UNASSIGNED;
		}
		if (isParent.test(masterPid.getAsLong())) {
			return WORKER;
		}
		if (!isAncestor.test(masterPid.getAsLong())) {
			return UNASSIGNED;
		}
		return startedAsWorker ? WORKER : MASTER;
	}

	private static boolean isAncestor(long pid) {
		Optional<ProcessHandle> ancestor = ProcessHandle.current().parent();
		while (ancestor.isPresent()) {
			if (ancestor.get().pid() == pid) {
				return true;
			}
			ancestor = ancestor.get().parent();
		}
		return false;
	}

	/**
	 * Return whether this process is a worker.
	 * @return whether it was started by a master
	 */
	public boolean isWorker() {
		return this == WORKER;
	}

}
