package io.rpcparallel.worker;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The threads that execute a worker's functions, so that the threads of the transport
 * never wait for them. By default one, which makes the worker serial.
 */
class CallExecutor {

	private final ThreadPoolExecutor executor;

	private final Scheduler scheduler;

	CallExecutor(String workerName, int concurrency, @Nullable ClassLoader classLoader) {
		AtomicInteger count = new AtomicInteger();
		this.executor = new ThreadPoolExecutor(concurrency, concurrency, 0, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), (task) -> {
					Thread thread = new Thread(task,
							"rpc-parallel-%s-call-%d".formatted(workerName, count.incrementAndGet()));
					thread.setDaemon(true);
					thread.setContextClassLoader(classLoader);
					return thread;
				});
		this.scheduler = Schedulers.fromExecutorService(this.executor);
	}

	/**
	 * Execute when subscribed to. Cancelling takes it out of the queue, or interrupts it.
	 * @param task what to execute
	 * @param <T> the result
	 * @return the result to come
	 */
	<T> Mono<T> execute(Callable<T> task) {
		return Mono.fromCallable(task).subscribeOn(this.scheduler);
	}

	/**
	 * Interrupt what is running, forget what is queued, and wait a moment for the
	 * threads.
	 * @param wait how long to wait
	 */
	void close(Duration wait) {
		this.executor.shutdownNow();
		try {
			this.executor.awaitTermination(wait.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.scheduler.dispose();
	}

}
