package io.rpcparallel.actuate;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.rpcparallel.master.TrackedWorker;
import io.rpcparallel.master.WorkerControl;

/**
 * What a worker answered, or why it did not. That is no failure of whoever asks: a worker
 * that is stuck is what one looks for.
 *
 * @param value the answer, or {@code null} if there is none
 * @param problem why there is none, or {@code null} if there is one
 * @param <T> what was asked for
 */
record Answer<T>(@Nullable T value, @Nullable String problem) {

	/**
	 * Ask a worker.
	 * @param worker the worker
	 * @param question what is asked
	 * @param patience how long to wait
	 * @param <T> what is asked for
	 * @return the answer
	 */
	static <T> Answer<T> of(TrackedWorker worker, Function<WorkerControl, Mono<T>> question, Duration patience) {
		WorkerControl control = worker.control();
		if (control == null) {
			return none("The worker can't be asked, as it is %s".formatted(worker.snapshot().state()));
		}
		CompletableFuture<T> answer = question.apply(control).toFuture();
		try {
			return new Answer<>(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS), null);
		}
		catch (TimeoutException ex) {
			return none("The worker did not answer within %s".formatted(patience));
		}
		catch (ExecutionException ex) {
			return none(problem(worker, ex.getCause()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return none("Nobody waits for the answer any more");
		}
		finally {
			answer.cancel(true);
		}
	}

	// What has no message is the end of the connection
	private static String problem(TrackedWorker worker, @Nullable Throwable cause) {
		String message = (cause != null) ? cause.getMessage() : null;
		return (message != null) ? message
				: "The connection to worker '%s' has failed: %s".formatted(worker.snapshot().name(), cause);
	}

	private static <T> Answer<T> none(String problem) {
		return new Answer<>(null, problem);
	}

}
