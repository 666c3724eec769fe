package io.rpcparallel.master;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.rpcparallel.RpcSettings;

/**
 * Notices workers that have fallen silent. Has one thread, and only while there are
 * workers.
 */
class Heartbeats {

	private static final Log logger = LogFactory.getLog(Heartbeats.class);

	private static final Duration IDLE = Duration.ofSeconds(1);

	private final ScheduledThreadPoolExecutor executor;

	Heartbeats() {
		this.executor = new ScheduledThreadPoolExecutor(1, MasterThreads.factory("heartbeat"));
		this.executor.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
		this.executor.allowCoreThreadTimeOut(true);
		this.executor.setRemoveOnCancelPolicy(true);
	}

	/**
	 * Watch a worker until the returned task is run.
	 * @param monitor tells how long the worker has been silent
	 * @param rpc the settings of the worker
	 * @param onSilence is told of a silence that is too long, again and again
	 * @return ends the watch
	 */
	Runnable watch(WorkerMonitor monitor, RpcSettings rpc, Consumer<Duration> onSilence) {
		long interval = rpc.heartbeatInterval().toMillis();
		try {
			ScheduledFuture<?> watch = this.executor.scheduleWithFixedDelay(() -> {
				Duration silence = monitor.silence();
				if (silence.compareTo(rpc.heartbeatTimeout()) > 0) {
					onSilence.accept(silence);
				}
			}, interval, interval, TimeUnit.MILLISECONDS);
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
