package io.rpcparallel;

/**
 * What a worker knows of the process that spawned it ({@code parent_heartbeater} of
 * {@code rpc_parallel}). Inject it into a worker type or a function to act when the
 * master is lost.
 *
 * @since 0.1.0
 */
public interface ParentHeartbeat {

	/**
	 * Return whether this process was spawned by another one.
	 * @return {@code true} in a worker process ({@code `Spawned}), {@code false} in the
	 * application itself, also where it serves workers ({@code `Served})
	 */
	boolean isSpawned();

	/**
	 * Do something when the master is lost: its process has ended, or it gave no sign of
	 * life for the heartbeat's time-out. Actions run one after another, in the order they
	 * were added, before the worker ends, and have
	 * {@code rpc-parallel.worker.orphan-grace} altogether. In a process that was not
	 * spawned they never run.
	 * @param action what to do
	 */
	void onLoss(Runnable action);

}
