package io.rpcparallel.process;

import org.jspecify.annotations.Nullable;

/**
 * The processes that a worker has started, as the worker itself ends them. Workers of its
 * own are left out: they end themselves when it is gone, unless they are meant to live
 * on.
 */
public final class Descendants {

	private Descendants() {
	}

	/**
	 * Kill those that this process has started, and those that these have.
	 */
	public static void kill() {
		kill(mark());
	}

	/**
	 * Kill also those that have got another parent, which nobody else is there to do.
	 */
	public static void killAll() {
		WorkerMark mark = mark();
		kill(mark);
		if (mark != null) {
			mark.kill();
		}
	}

	private static @Nullable WorkerMark mark() {
		String workerId = System.getenv(WorkerMark.VARIABLE);
		return (workerId != null) ? new WorkerMark(workerId) : null;
	}

	private static void kill(@Nullable WorkerMark mark) {
		ProcessHandle.current()
			.descendants()
			.filter((each) -> mark == null || !mark.isOfAnother(each))
			.forEach(ProcessHandle::destroyForcibly);
	}

}
