package io.rpcparallel.worker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.rpcparallel.ParentHeartbeat;

/**
 * What the application does when the master of this process is lost.
 */
public final class MasterLoss implements ParentHeartbeat {

	private static final Log logger = LogFactory.getLog(MasterLoss.class);

	private final boolean spawned;

	private final List<Runnable> actions = new CopyOnWriteArrayList<>();

	/**
	 * Create an object for this process.
	 * @param spawned whether the process was spawned by a master
	 */
	public MasterLoss(boolean spawned) {
		this.spawned = spawned;
	}

	@Override
	public boolean isSpawned() {
		return this.spawned;
	}

	@Override
	public void onLoss(Runnable action) {
		this.actions.add(action);
	}

	boolean hasActions() {
		return !this.actions.isEmpty();
	}

	/**
	 * Run the actions, and come back when they are done or the time is over.
	 * @param grace how much time they have altogether
	 */
	void act(Duration grace) {
		if (!hasActions()) {
			return;
		}
		Thread thread = new Thread(() -> this.actions.forEach(MasterLoss::run), "rpc-parallel-master-loss");
		thread.setDaemon(true);
		thread.start();
		try {
			thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(grace.toNanos())));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void run(Runnable action) {
		try {
			action.run();
		}
		catch (RuntimeException | Error ex) {
			logger.error("What was to be done at the loss of the master has failed", ex);
		}
	}

}
