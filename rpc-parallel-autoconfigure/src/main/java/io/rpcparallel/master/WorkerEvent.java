package io.rpcparallel.master;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What happened to a worker, as its master saw it.
 *
 * @param time when it did
 * @param kind what it was
 * @param detail more about it, or {@code null} if there is no more
 */
public record WorkerEvent(Instant time, Kind kind, @Nullable String detail) {

	/**
	 * What can happen to a worker.
	 */
	public enum Kind {

		/**
		 * It was asked for.
		 */
		REQUESTED,

		/**
		 * Its process was started.
		 */
		STARTED,

		/**
		 * Its process has come up, and said so.
		 */
		REGISTERED,

		/**
		 * It waits for a spawn.
		 */
		STANDBY,

		/**
		 * It has its state, and answers.
		 */
		READY,

		/**
		 * It has fallen silent.
		 */
		SUSPECTED,

		/**
		 * It is heard again.
		 */
		HEARD_AGAIN,

		/**
		 * Something in it failed that was nobody's answer.
		 */
		FAILED,

		/**
		 * It was told to end, or says that it does.
		 */
		ENDING,

		/**
		 * It is gone, and was not told to go.
		 */
		LOST

	}

}
