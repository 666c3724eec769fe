package io.rpcparallel.master;

import java.time.Duration;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

/**
 * Tells the listener how long spawns take.
 */
class SpawnTimer {

	private final MasterListener listener;

	SpawnTimer(MasterListener listener) {
		this.listener = listener;
	}

	/**
	 * Spawn.
	 * @param name the name of the worker
	 * @param standby whether a standby is handed out
	 * @param spawn brings the worker to life
	 * @return what stands behind the worker
	 * @throws Exception if the spawn fails
	 */
	ProcessOwner timed(String name, boolean standby, Callable<ProcessOwner> spawn) throws Exception {
		long start = System.nanoTime();
		try {
			ProcessOwner worker = spawn.call();
			tell(name, SpawnStart.of(standby, worker.process()), start, null);
			return worker;
		}
		catch (LostStandbyException ex) {
			// The worker that is started in its place is the one to tell of
			throw ex;
		}
		catch (Throwable ex) {
			tell(name, SpawnStart.of(standby, null), start, ex);
			throw ex;
		}
	}

	private void tell(String name, SpawnStart how, long start, @Nullable Throwable failure) {
		this.listener.spawned(name, how, Duration.ofNanos(System.nanoTime() - start), failure);
	}

}
