package io.rpcparallel.master;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.CrashCause;
import io.rpcparallel.CrashReport;
import io.rpcparallel.WorkerLostException;
import io.rpcparallel.launch.LaunchRequest;
import io.rpcparallel.launch.StartupTraining;
import io.rpcparallel.launch.WorkerLauncher;
import io.rpcparallel.protocol.BuiltIn;
import io.rpcparallel.protocol.Initialization;

/**
 * Has a worker that the application never sees live from its start to its end, if the
 * launcher can make those that come later start faster by it. Nobody waits for it: it
 * runs in the background once a worker has come up, and ends with the engine.
 */
class BackgroundTraining {

	private static final Log logger = LogFactory.getLog(BackgroundTraining.class);

	private static final String NAME = "training";

	// At low priority it takes as long as the others let it
	private static final Duration LONGEST_START = Duration.ofMinutes(5);

	private static final Duration LONGEST_END = Duration.ofMinutes(5);

	private static final Duration KILL = Duration.ofSeconds(5);

	private final WorkerLauncher launcher;

	private final Function<WorkerLauncher, Spawner> spawners;

	private final Function<SpawnPlan, LaunchRequest> requests;

	private final ThreadFactory threads = MasterThreads.factory(NAME);

	private final Object monitor = new Object();

	private @Nullable Thread thread;

	// Whether the launcher is being asked for one
	private boolean asking;

	private boolean closed;

	BackgroundTraining(WorkerLauncher launcher, Function<WorkerLauncher, Spawner> spawners,
			Function<SpawnPlan, LaunchRequest> requests) {
		this.launcher = launcher;
		this.spawners = spawners;
		this.requests = requests;
	}

	/**
	 * Start a training in the background, if there is one to be done and none is under
	 * way.
	 * @param plan what a worker has come up by
	 */
	void after(SpawnPlan plan) {
		if (!beginToAsk()) {
			return;
		}
		try {
			Optional<StartupTraining> training = this.launcher.training(this.requests.apply(plan));
			training.ifPresent((each) -> start(each, plan.idle(NAME, LONGEST_START)));
		}
		catch (RuntimeException | LinkageError | OutOfMemoryError ex) {
			// The worker that has come up is none the worse for it
			logger.warn("The training of workers can't be started, so they start as before", ex);
		}
		finally {
			synchronized (this.monitor) {
				this.asking = false;
			}
		}
	}

	// The launcher may be the application's: who does not ask it is not to wait for it
	private boolean beginToAsk() {
		synchronized (this.monitor) {
			boolean begins = !this.closed && !this.asking && (this.thread == null || !this.thread.isAlive());
			this.asking = this.asking || begins;
			return begins;
		}
	}

	private void start(StartupTraining training, SpawnPlan plan) {
		Thread started = this.threads.newThread(() -> training.run((launcher) -> live(launcher, plan)));
		synchronized (this.monitor) {
			if (!this.closed) {
				this.thread = started;
				started.start();
			}
		}
	}

	private void live(WorkerLauncher launcher, SpawnPlan plan) {
		// In a table of its own, which nobody looks at
		WorkerMonitor unseen = new WorkerMonitor(
				new WorkerTable(Duration.ZERO).add(UUID.randomUUID(), plan.name(), false),
				(failure) -> logger.debug("The worker of the training has failed: " + failure), Runnable::run);
		SpawnedWorker worker = this.spawners.apply(launcher)
			.spawn(plan, new Initialization(Initialization.STATELESS, null, plan.lifetime()), unseen);
		try {
			leave(worker);
		}
		finally {
			worker.link().close();
			worker.process().terminate(Duration.ZERO);
		}
	}

	// It writes what it was started for as it ends
	private static void leave(SpawnedWorker worker) {
		worker.link()
			.request(BuiltIn.SHUTDOWN, null)
			.subscribe((reply) -> logger.trace("The worker of the training agreed to end"),
					(ex) -> logger.trace("The worker of the training ended before it could agree to", ex));
		try {
			int exitCode = worker.process().onExit().get(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
			if (exitCode != 0) {
				throw new WorkerLostException(report(worker, exitCode), null, null);
			}
		}
		catch (TimeoutException | ExecutionException ex) {
			throw new IllegalStateException("the worker of the training did not end", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("the training was interrupted", ex);
		}
	}

	private static CrashReport report(SpawnedWorker worker, int exitCode) {
		return new CrashReport(CrashReport.Subject.of(worker.handle()), CrashCause.EXITED,
				"it ended its training with " + ExitDescription.of(exitCode),
				new CrashReport.Evidence(exitCode, null, worker.process().lastLines(), List.of(), null, null),
				List.of(), 0);
	}

	/**
	 * End the training that is under way.
	 */
	void close() {
		Thread running;
		synchronized (this.monitor) {
			this.closed = true;
			running = this.thread;
		}
		if (running == null) {
			return;
		}
		running.interrupt();
		try {
			running.join(KILL.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
