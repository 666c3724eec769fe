package io.rpcparallel;

import org.springframework.util.Assert;

/**
 * A failure of a worker that no call can tell of: the uncaught exception of a background
 * thread, the exception of a one-way function, an error that the producer of a stream had
 * nobody to give to, or the loss of the worker.
 *
 * @param worker the worker
 * @param description what happened, in a sentence
 * @param cause a {@link RemoteThrowable} for what was thrown in the worker, a
 * {@link WorkerLostException} if the worker is lost
 * @since 0.1.0
 */
public record WorkerFailure(Worker<?> worker, String description, Throwable cause) {

	/**
	 * Create a failure.
	 * @throws IllegalArgumentException if something is missing
	 */
	public WorkerFailure {
		Assert.notNull(worker, "'worker' must not be null");
		Assert.hasText(description, "'description' must not be empty");
		Assert.notNull(cause, "'cause' must not be null");
	}

}
