package io.rpcparallel.worker;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.CallContext;
import io.rpcparallel.protocol.Deadline;

/**
 * What a function knows of a call that is a stream or a message.
 *
 * @param functionName the function
 * @param workerName the worker
 * @param deadline when the call is to have ended, or {@code null} if it has no deadline
 * @param cancelled tells whether nobody waits for it any more
 */
record ServedContext(String functionName, String workerName, @Nullable Deadline deadline,
		BooleanSupplier cancelled) implements CallContext {

	@Override
	public Optional<Duration> remaining() {
		return Optional.ofNullable(this.deadline).map(Deadline::remaining);
	}

	@Override
	public boolean isCancelled() {
		return this.cancelled.getAsBoolean();
	}

}
