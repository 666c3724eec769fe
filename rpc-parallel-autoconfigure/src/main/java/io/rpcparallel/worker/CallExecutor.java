package io.rpcparallel.worker;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
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

	private static final Duration IDLE = Duration.ofSeconds(5);

	private final CallGate gate;

	private final GatedExecutor calls;

	private final ReaderCalls readerCalls;

	private final boolean serial;

	private final Scheduler callScheduler;

	private final ExecutorService deliveries;

	CallExecutor(String workerName, int concurrency, @Nullable ClassLoader classLoader,
			Thread.UncaughtExceptionHandler failures) {
		this.gate = new CallGate(concurrency);
		this.calls = new GatedExecutor(concurrency, this.gate, threads(workerName, "call", classLoader, failures));
		this.readerCalls = new ReaderCalls(workerName, classLoader, this.gate, this.calls);
		this.serial = (concurrency == 1);
		this.callScheduler = Schedulers.fromExecutorService(this.calls);
		this.deliveries = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE.toSeconds(), TimeUnit.SECONDS,
				new SynchronousQueue<>(), threads(workerName, "stream", classLoader, failures));
	}

	private static ThreadFactory threads(String workerName, String use, @Nullable ClassLoader classLoader,
			Thread.UncaughtExceptionHandler failures) {
		AtomicInteger count = new AtomicInteger();
		return (task) -> {
			Thread thread = new Thread(task,
					"rpc-parallel-%s-%s-%d".formatted(workerName, use, count.incrementAndGet()));
			thread.setDaemon(true);
			thread.setContextClassLoader(classLoader);
			thread.setUncaughtExceptionHandler(failures);
			return thread;
		};
	}

	/**
	 * Return where calls are executed.
	 * @return the scheduler; a disposed task is taken out of the queue or interrupted
	 */
	Scheduler calls() {
		return this.callScheduler;
	}

	/**
	 * Return where the elements of callers' streams are handed over. A function may wait
	 * for them, so these threads are others than those of the calls.
	 * @return the threads
	 */
	Executor deliveries() {
		return this.deliveries;
	}

	CallGate gate() {
		return this.gate;
	}

	/**
	 * Execute when subscribed to. Cancelling takes it out of the queue, or interrupts it.
	 * Nothing comes of it once the worker ends.
	 * @param task what to execute
	 * @param <T> the result
	 * @return the result to come
	 */
	<T> Mono<T> execute(Callable<T> task) {
		return Mono.fromCallable(task)
			.subscribeOn(this.callScheduler)
			.onErrorResume(this::isRejection, (ex) -> Mono.never());
	}

	/**
	 * Execute on this thread if that has read the call, nothing else is to be executed,
	 * and the worker executes one call at a time: several are better executed while
	 * others are read.
	 * @param call what to execute; should be brief
	 * @return whether it was executed
	 */
	boolean tryRun(Runnable call) {
		return this.serial && this.readerCalls.tryRun(call);
	}

	/**
	 * Execute.
	 * @param call what to execute; should look whether it is cancelled
	 * @throws RejectedExecutionException if the worker ends
	 */
	void start(Runnable call) {
		this.calls.execute(call);
	}

	/**
	 * Take out of the queue.
	 * @param call what was to be executed; nothing happens if it has started
	 */
	void withdraw(Runnable call) {
		this.calls.remove(call);
	}

	/**
	 * Return how much waits for its turn.
	 * @return the number of calls that have not started
	 */
	int queued() {
		return this.calls.getQueue().size();
	}

	boolean isClosed() {
		return this.calls.isShutdown();
	}

	/**
	 * Return whether a call has failed only since the worker ends, which its caller hears
	 * when the connection does.
	 * @param failure what it threw
	 * @return whether it was interrupted by {@link #close}
	 */
	boolean isEnd(Throwable failure) {
		return this.calls.isShutdown() && Failures.isInterruption(failure);
	}

	/**
	 * Return whether something was not executed any more since the worker ends, which
	 * whoever wants it hears when the connection does.
	 * @param failure what came of it
	 * @return whether it came after {@link #close}
	 */
	boolean isRejection(Throwable failure) {
		return failure instanceof RejectedExecutionException && this.calls.isShutdown();
	}

	/**
	 * Interrupt what is running, tell the callers of what is queued that it never
	 * started, and wait a moment for the threads.
	 * @param wait how long to wait
	 */
	void close(Duration wait) {
		for (Runnable queued : this.calls.shutdownNow()) {
			if (queued instanceof QueuedCall call) {
				call.neverStarted();
			}
		}
		this.deliveries.shutdownNow();
		this.readerCalls.interrupt();
		this.gate.open();
		try {
			this.calls.awaitTermination(wait.toMillis(), TimeUnit.MILLISECONDS);
			this.readerCalls.awaitEnd(wait);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.callScheduler.dispose();
	}

}
