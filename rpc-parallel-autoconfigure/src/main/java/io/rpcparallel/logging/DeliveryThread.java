package io.rpcparallel.logging;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Hands records to a subscriber, so that nobody who logs has to wait for one. Has nothing
 * of the thread that happens to start it.
 */
final class DeliveryThread extends Thread {

	private static final int KEEP_ALIVE_SECONDS = 5;

	private DeliveryThread(Runnable task) {
		super(null, task, "rpc-parallel-log", 0, false);
		setDaemon(true);
		setContextClassLoader(DeliveryThread.class.getClassLoader());
	}

	/**
	 * Return whether a record is being handed to a subscriber, of whichever log of this
	 * process: two that log what they get of each other would not come to an end either.
	 * @return whether this is such a thread
	 */
	static boolean isCurrent() {
		return Thread.currentThread() instanceof DeliveryThread;
	}

	/**
	 * Create what runs the tasks of one subscriber.
	 * @return an executor of one thread, which is there while records come; once it is
	 * shut down it ignores what it gets
	 */
	static ExecutorService executor() {
		ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), DeliveryThread::new, new ThreadPoolExecutor.DiscardPolicy());
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	/**
	 * Create what runs the tasks of one subscriber at their times.
	 * @return an executor of one thread, which is there while there are tasks; once it is
	 * shut down it ignores what it gets
	 */
	static ScheduledExecutorService scheduler() {
		ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, DeliveryThread::new,
				new ThreadPoolExecutor.DiscardPolicy());
		executor.setKeepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

}
