package io.rpcparallel.process;

import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The processes that a worker has started, as the worker itself ends them. Workers of its
 * own are left out: they end themselves when it is gone, unless they are meant to live
 * on. To be used by one thread.
 */
public final class Descendants {

	private final @Nullable WorkerMark mark;

	private final Set<ProcessHandle> found = new LinkedHashSet<>();

	/**
	 * Create an object for this process.
	 */
	public Descendants() {
		String workerId = System.getenv(WorkerMark.VARIABLE);
		this.mark = (workerId != null) ? new WorkerMark(workerId) : null;
	}

	/**
	 * Look for all, also for those that have got another parent, which nobody else is
	 * there to end if the master is gone.
	 */
	public void find() {
		if (this.mark != null) {
			this.found.addAll(this.mark.find());
		}
	}

	/**
	 * Kill what was found, and what this process and those that it has started have
	 * started until now.
	 */
	public void kill() {
		ProcessHandle.current()
			.descendants()
			.filter((each) -> this.mark == null || !this.mark.isOfAnother(each))
			.forEach(this.found::add);
		this.found.forEach(ProcessHandle::destroyForcibly);
	}

}
