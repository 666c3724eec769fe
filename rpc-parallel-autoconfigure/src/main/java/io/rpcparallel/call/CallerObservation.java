package io.rpcparallel.call;

import org.jspecify.annotations.Nullable;

/**
 * Follows one call at its caller.
 */
public interface CallerObservation {

	/**
	 * Nobody follows the call.
	 */
	CallerObservation NONE = new CallerObservation() {

		@Override
		public CallHeaders headers() {
			return CallHeaders.NONE;
		}

		@Override
		public void ended(CallOutcome outcome, @Nullable Throwable failure) {
			// Nobody wants to know
		}

	};

	/**
	 * Return what goes to the worker with the call.
	 * @return the headers, often none
	 */
	CallHeaders headers();

	/**
	 * The call has ended. Only the first time counts.
	 * @param outcome how it ended
	 * @param failure what its caller gets instead of an answer, or {@code null} if there
	 * is no such thing
	 */
	void ended(CallOutcome outcome, @Nullable Throwable failure);

}
