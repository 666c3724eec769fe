package io.rpcparallel.master;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The master's own threads. They start when there is something to do, end soon after, and
 * never keep the JVM alive.
 */
final class MasterThreads {

	private static final Log logger = LogFactory.getLog(MasterThreads.class);

	private static final Duration IDLE = Duration.ofSeconds(5);

	private MasterThreads() {
	}

	static ExecutorService atMost(int count, String name) {
		AtomicInteger number = new AtomicInteger();
		ThreadPoolExecutor executor = new ThreadPoolExecutor(count, count, IDLE.toSeconds(), TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), (task) -> thread(name, task, number));
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	static ExecutorService unbounded(String name) {
		AtomicInteger number = new AtomicInteger();
		return new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE.toSeconds(), TimeUnit.SECONDS,
				new SynchronousQueue<>(), (task) -> thread(name, task, number));
	}

	/**
	 * Return where callers' own code goes on, or blocks. Not one of Reactor's schedulers:
	 * the application may occupy those while it waits for a worker.
	 * @param executor has the threads; what it refuses when it is closed, or has no
	 * thread for, runs where it comes from
	 * @return the scheduler
	 */
	static Scheduler scheduler(Executor executor) {
		return Schedulers.fromExecutor((task) -> run(executor, task));
	}

	/**
	 * Run something that must be done whether there are threads or not.
	 * @param executor where it runs; it runs on the current thread if the executor is
	 * closed, or if no thread is to be had just now
	 * @param task what to run; must not block
	 */
	static void run(Executor executor, Runnable task) {
		try {
			executor.execute(task);
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			task.run();
		}
	}

	/**
	 * Let an executor finish what it has, and take nothing more.
	 * @param executor the executor
	 * @param patience how long to wait until it has
	 */
	static void finish(ExecutorService executor, Duration patience) {
		executor.shutdown();
		try {
			if (!executor.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
				logger.debug("Some of what workers have logged is still being logged");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	static ThreadFactory factory(String name) {
		AtomicInteger number = new AtomicInteger();
		return (task) -> thread(name, task, number);
	}

	private static Thread thread(String name, Runnable task, AtomicInteger count) {
		Thread thread = new Thread(task, "rpc-parallel-" + name + "-" + count.incrementAndGet());
		thread.setDaemon(true);
		return thread;
	}

}
