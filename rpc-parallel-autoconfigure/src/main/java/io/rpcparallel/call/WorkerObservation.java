package io.rpcparallel.call;

import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

/**
 * Follows one call in the worker that executes it.
 */
public interface WorkerObservation {

	/**
	 * Nobody follows the call.
	 */
	WorkerObservation NONE = new WorkerObservation() {

		private static final Scope NO_SCOPE = () -> {
		};

		@Override
		public Scope open() {
			return NO_SCOPE;
		}

		@Override
		public Context write(Context context) {
			return context;
		}

		@Override
		public void ended(CallOutcome outcome, @Nullable Throwable failure) {
			// Nobody wants to know
		}

	};

	/**
	 * The current thread works for the call from now on.
	 * @return to be closed by the same thread when that is over
	 */
	Scope open();

	/**
	 * Tell what is reactive in the function of the call.
	 * @param context what its subscriber knows already
	 * @return what it knows with this
	 */
	Context write(Context context);

	/**
	 * The call has ended. Only the first time counts.
	 * @param outcome how it ended
	 * @param failure what the function threw, or {@code null} if it did not
	 */
	void ended(CallOutcome outcome, @Nullable Throwable failure);

	/**
	 * The time in which a thread works for a call.
	 */
	@FunctionalInterface
	interface Scope extends AutoCloseable {

		@Override
		void close();

	}

}
