package io.rpcparallel.transport;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Mono;

/**
 * Waits for the end of something that is being closed, on whatever thread that happens.
 */
public final class Awaiting {

	private static final Log logger = LogFactory.getLog(Awaiting.class);

	private Awaiting() {
	}

	/**
	 * Wait for the end, also if the thread is interrupted, which it is afterwards then.
	 * @param end what completes at the end
	 * @param timeout how long to wait at most
	 */
	public static void uninterruptibly(Mono<Void> end, Duration timeout) {
		CompletableFuture<Void> future = end.toFuture();
		long deadline = System.nanoTime() + timeout.toNanos();
		boolean interrupted = false;
		boolean waiting = true;
		while (waiting) {
			try {
				future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
				waiting = false;
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
			catch (ExecutionException | TimeoutException ex) {
				logger.debug("The end could not be awaited", ex);
				waiting = false;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

}
