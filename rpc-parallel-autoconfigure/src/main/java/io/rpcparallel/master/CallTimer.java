package io.rpcparallel.master;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The time of one call, on the JDK's own clock, which nothing of the application keeps
 * busy. It is a future itself, as each further object would be one for each call.
 */
final class CallTimer extends CompletableFuture<Void> {

	private CallTimer() {
	}

	/**
	 * Start a timer.
	 * @param time how long it runs
	 * @param over is run when it ends or is stopped, on a thread that must not be held up
	 * @return the timer
	 */
	static CallTimer start(Duration time, Runnable over) {
		CallTimer timer = new CallTimer();
		timer.completeOnTimeout(null, time.toNanos(), TimeUnit.NANOSECONDS);
		timer.thenRun(over);
		return timer;
	}

	// Cancelling it would take an exception with a stack trace, and stay with the clock
	// of some JDKs
	void stop() {
		complete(null);
	}

}
