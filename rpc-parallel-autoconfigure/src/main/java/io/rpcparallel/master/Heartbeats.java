package io.rpcparallel.master;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.rpcparallel.Worker;
import io.rpcparallel.process.Kinship;
import io.rpcparallel.process.ProcessTable;
import io.rpcparallel.process.SilenceWatch;

/**
 * Notices workers that have fallen silent. Has one thread, which nothing of the
 * application runs on, and only while there are workers.
 */
class Heartbeats {

	private static final Log logger = LogFactory.getLog(Heartbeats.class);

	private static final Duration IDLE = Duration.ofSeconds(1);

	private final ScheduledThreadPoolExecutor executor;

	private final MasterListener listener;

	private final ProcessTable table = ProcessTable.local();

	Heartbeats(MasterListener listener) {
		this.listener = listener;
		this.executor = new ScheduledThreadPoolExecutor(1, MasterThreads.factory("heartbeat"));
		this.executor.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
		this.executor.allowCoreThreadTimeOut(true);
		this.executor.setRemoveOnCancelPolicy(true);
	}

	/**
	 * Watch a worker until the returned task is run.
	 * @param monitor tells how long the worker has been silent
	 * @param worker the worker
	 * @param onSilence is told of a silence that is too long, again and again
	 * @return ends the watch
	 */
	Runnable watch(WorkerMonitor monitor, Worker<?> worker, Consumer<SilenceWatch.Finding> onSilence) {
		SilenceWatch silence = new SilenceWatch(Kinship.descendant(worker.pid()), worker.rpc().heartbeatInterval(),
				worker.rpc().heartbeatTimeout(), this.table, System::nanoTime);
		long period = silence.period().toNanos();
		try {
			ScheduledFuture<?> watch = this.executor.scheduleWithFixedDelay(
					new WorkerWatch(monitor, silence, this.listener, onSilence), period, period, TimeUnit.NANOSECONDS);
			return () -> watch.cancel(false);
		}
		catch (RejectedExecutionException ex) {
			logger.trace("The application is closed, and its workers with it", ex);
			return () -> {
			};
		}
	}

	void close() {
		this.executor.shutdownNow();
	}

}
