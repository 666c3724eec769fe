package io.rpcparallel.observation;

import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.call.CallHeaders;
import io.rpcparallel.call.CallOutcome;
import io.rpcparallel.call.CallerObservation;

/**
 * An observation of a call at its caller.
 */
final class ObservedCaller implements CallerObservation {

	private final Observation observation;

	private final CallerObservationContext context;

	private final ObservationGuard guard;

	private final AtomicBoolean ended = new AtomicBoolean();

	ObservedCaller(Observation observation, CallerObservationContext context, ObservationGuard guard) {
		this.guard = guard;
		this.observation = observation;
		this.context = context;
	}

	@Override
	public CallHeaders headers() {
		return this.context.headers();
	}

	@Override
	public void ended(CallOutcome outcome, @Nullable Throwable failure) {
		if (!this.ended.compareAndSet(false, true)) {
			return;
		}
		this.context.setOutcome(outcome);
		try {
			if (failure != null) {
				this.observation.error(failure);
			}
			this.observation.stop();
		}
		catch (RuntimeException ex) {
			this.guard.failed(this.context.getCall().functionName(), ex);
		}
	}

}
