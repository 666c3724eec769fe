package io.rpcparallel.master;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import reactor.core.publisher.Mono;

import io.rpcparallel.WorkerStartException;

/**
 * Lets no more than a number of workers start at once. What waits is told when the
 * application closes, and what nobody waits for any more is ended.
 */
class SpawnQueue {

	private final ExecutorService starts;

	private final Executor callbacks;

	private final Set<Pending<?>> pending = ConcurrentHashMap.newKeySet();

	/**
	 * Create a queue.
	 * @param size how many workers may be starting at once
	 * @param callbacks runs what waits for a spawn, so that it does not occupy a place
	 */
	SpawnQueue(int size, Executor callbacks) {
		this.starts = MasterThreads.atMost(size, "spawn");
		this.callbacks = callbacks;
	}

	/**
	 * Spawn when subscribed to and when there is a place.
	 * @param workerName the name of the worker
	 * @param spawn brings the worker to life, and leaves nothing if it is interrupted
	 * @param discard ends the worker if nobody waits for it any more
	 * @param <T> the worker
	 * @return the worker to come
	 */
	<T> Mono<T> submit(String workerName, Callable<T> spawn, Consumer<T> discard) {
		return Mono.defer(() -> {
			Pending<T> entry = new Pending<>(workerName, new CompletableFuture<>(), discard);
			this.pending.add(entry);
			try {
				Future<?> start = this.starts.submit(() -> run(entry, spawn));
				return Mono.fromFuture(entry.result()).doOnCancel(() -> start.cancel(true));
			}
			catch (RejectedExecutionException ex) {
				entry.failAsClosed();
				return Mono.fromFuture(entry.result());
			}
			catch (OutOfMemoryError ex) {
				// No thread is to be had just now. Thrown here, it would reach nobody
				entry.result().completeExceptionally(ex);
				return Mono.fromFuture(entry.result());
			}
			finally {
				entry.result().whenComplete((worker, failure) -> this.pending.remove(entry));
			}
		});
	}

	private <T> void run(Pending<T> entry, Callable<T> spawn) {
		try {
			T worker = spawn.call();
			MasterThreads.run(this.callbacks, () -> entry.succeed(worker));
		}
		catch (Throwable ex) {
			// Whatever it is, it is for who waits for the spawn
			MasterThreads.run(this.callbacks, () -> entry.result().completeExceptionally(ex));
		}
	}

	/**
	 * Interrupt what starts, and fail what waits.
	 */
	void close() {
		// First, so that they hear of this and not of the interrupt that follows
		this.pending.forEach(Pending::failAsClosed);
		this.starts.shutdownNow();
		this.pending.forEach(Pending::failAsClosed);
	}

	/**
	 * A spawn that somebody waits for.
	 *
	 * @param workerName the name of the worker
	 * @param result the worker to come
	 * @param discard ends a worker that nobody waits for
	 * @param <T> the worker
	 */
	private record Pending<T>(String workerName, CompletableFuture<T> result, Consumer<T> discard) {

		void succeed(T worker) {
			if (!this.result.complete(worker)) {
				// Cancelled or closed meanwhile, so that nobody else would end the worker
				this.discard.accept(worker);
			}
		}

		void failAsClosed() {
			this.result.completeExceptionally(
					new WorkerStartException(this.workerName, "the application is closed", null, List.of(), null));
		}

	}

}
