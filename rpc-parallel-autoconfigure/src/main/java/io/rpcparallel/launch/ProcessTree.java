package io.rpcparallel.launch;

import java.util.LinkedHashSet;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.process.WorkerMark;

/**
 * A process and those it has started. Which ones these are can only be asked while it
 * lives, as they have another parent afterwards. Workers of a worker are left out: they
 * end themselves when it is gone, unless they are meant to live on.
 */
final class ProcessTree {

	private static final Log logger = LogFactory.getLog(ProcessTree.class);

	private final ProcessHandle root;

	private final @Nullable WorkerMark mark;

	private final Set<ProcessHandle> descendants = new LinkedHashSet<>();

	/**
	 * Create a tree, and look.
	 * @param root the process
	 * @param mark the mark of the worker that it is, or {@code null} if it is none
	 */
	ProcessTree(ProcessHandle root, @Nullable WorkerMark mark) {
		this.root = root;
		this.mark = mark;
		look();
	}

	/**
	 * Kill the process if it lives, and all that was seen or is seen now of those it has
	 * started.
	 */
	void kill() {
		look();
		// First, so that it starts no others; by its handle, as Process.destroyForcibly
		// throws away the output that is not read yet
		this.root.destroyForcibly();
		this.descendants.forEach(ProcessHandle::destroyForcibly);
	}

	private void look() {
		if (!this.root.isAlive()) {
			return;
		}
		try {
			this.root.descendants()
				.filter((each) -> this.mark == null || !this.mark.isOfAnother(each))
				.forEach(this.descendants::add);
		}
		catch (RuntimeException ex) {
			// Such as too many open files. What is known is killed all the same
			logger.warn("What process %d has started can't be told".formatted(this.root.pid()), ex);
		}
	}

}
