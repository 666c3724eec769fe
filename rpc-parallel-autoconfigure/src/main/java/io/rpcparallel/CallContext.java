package io.rpcparallel;

import java.time.Duration;
import java.util.Optional;

import reactor.util.context.ContextView;

/**
 * What a function can know of the call that it answers. Ask for it with
 * {@link #current()} in the function's own method, and with {@link #of(ContextView)} in
 * what a function returns that is reactive, as that may run on any thread.
 *
 * @since 0.1.0
 */
public interface CallContext {

	/**
	 * Return the call that the current thread executes.
	 * @return the call, or empty if the thread executes no function
	 */
	static Optional<CallContext> current() {
		return Optional.ofNullable(CallContextHolder.getContext());
	}

	/**
	 * Return the call that a reactive result is for.
	 * @param context the context of a subscriber, such as {@code Mono.deferContextual}
	 * gives
	 * @return the call, or empty if the subscriber is not that of a call
	 */
	static Optional<CallContext> of(ContextView context) {
		return context.getOrEmpty(CallContext.class);
	}

	/**
	 * Return the function that is called.
	 * @return the bean name of the function
	 */
	String functionName();

	/**
	 * Return the worker that executes the function.
	 * @return the name of the worker
	 */
	String workerName();

	/**
	 * Return how much time remains until the deadline of the call, which is zero once it
	 * has passed.
	 * @return the time, or empty if the call has no deadline
	 */
	Optional<Duration> remaining();

	/**
	 * Return whether nobody waits for the result any more: the caller has given the call
	 * up, its connection is gone, or the deadline has passed. What blocks was interrupted
	 * then, and what is reactive was cancelled.
	 * @return whether the function may stop; always {@code true} once the call has ended
	 */
	boolean isCancelled();

}
