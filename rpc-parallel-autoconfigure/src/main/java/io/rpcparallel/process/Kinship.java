package io.rpcparallel.process;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Finds processes by their ids only where they are related to this one, as the same
 * number means something else on another machine or in another container.
 */
public final class Kinship {

	private Kinship() {
	}

	/**
	 * Find a process that this one, or another of its ancestors, was started by.
	 * @param pid the id of the process
	 * @return the process, or {@code null} if it is none
	 */
	public static @Nullable ProcessHandle ancestor(long pid) {
		return find(ProcessHandle.current().parent(), pid);
	}

	/**
	 * Find a process that was started by this one, or by another of its descendants.
	 * @param pid the id of the process
	 * @return the process, or {@code null} if it is none
	 */
	public static @Nullable ProcessHandle descendant(long pid) {
		ProcessHandle process = ProcessHandle.of(pid).orElse(null);
		return (process != null && find(process.parent(), ProcessHandle.current().pid()) != null) ? process : null;
	}

	private static @Nullable ProcessHandle find(Optional<ProcessHandle> start, long pid) {
		Optional<ProcessHandle> each = start;
		while (each.isPresent() && each.get().pid() != pid) {
			each = each.get().parent();
		}
		return each.orElse(null);
	}

}
