package io.rpcparallel.demo.census;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerException;
import io.rpcparallel.WorkerOperations;
import io.rpcparallel.WorkerOutput;

/**
 * Has the sources counted by worker processes. Each takes the next source when it is done
 * with the one before, and ends when none is left.
 */
@Component
class Workforce {

	private final WorkerOperations workers;

	private final CountClasses countClasses;

	Workforce(WorkerOperations workers, CountClasses countClasses) {
		this.workers = workers;
		this.countClasses = countClasses;
	}

	/**
	 * Count all sources. Returns when all workers have ended, whether or not one failed.
	 * @param sources the sources, in the order in which they are to be begun
	 * @param size the number of workers
	 * @param ledger where the results are entered
	 * @throws CensusException if a worker failed
	 */
	void count(List<Source> sources, int size, Ledger ledger) {
		Queue<Source> queue = new ConcurrentLinkedQueue<>(sources);
		List<String> names = IntStream.rangeClosed(1, Math.min(size, sources.size()))
			.mapToObj((number) -> "census-" + number)
			.toList();
		names.forEach(ledger::open);
		ExecutorService threads = Executors.newCachedThreadPool();
		try {
			Stream<CompletableFuture<Void>> shifts = names.stream()
				.map((name) -> CompletableFuture.runAsync(() -> work(name, queue, ledger), threads));
			CompletableFuture.allOf(shifts.toArray(CompletableFuture[]::new)).join();
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof WorkerException failure) {
				throw new CensusException(String.valueOf(failure.getMessage()), failure);
			}
			throw ex;
		}
		finally {
			threads.shutdown();
		}
	}

	private void work(String name, Queue<Source> queue, Ledger ledger) {
		try (WorkerConnection<Object> connection = this.workers.spawn(options(name))) {
			for (Source source = queue.poll(); source != null; source = queue.poll()) {
				ledger.enter(name, source, connection.run(this.countClasses, source));
			}
		}
		catch (RuntimeException ex) {
			queue.clear(); // so that the others end too
			throw ex;
		}
	}

	private SpawnOptions options(String name) {
		// Nothing may disturb the progress bar; the last words are in the exception
		// anyway
		return SpawnOptions.defaults()
			.withName(name)
			.withStdout(WorkerOutput.discard())
			.withStderr(WorkerOutput.discard());
	}

}
