package io.rpcparallel.observation;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.call.CallHeaders;
import io.rpcparallel.call.CallOutcome;
import io.rpcparallel.call.CallerObservation;

/**
 * An observation of a call at its caller.
 */
final class ObservedCaller extends ObservedSide implements CallerObservation {

	private final CallerObservationContext context;

	ObservedCaller(Observation observation, CallerObservationContext context, ObservationGuard guard) {
		super(observation, context.getCall(), guard);
		this.context = context;
	}

	@Override
	public CallHeaders headers() {
		return this.context.headers();
	}

	@Override
	public void ended(CallOutcome outcome, @Nullable Throwable failure) {
		end(outcome, failure);
	}

	@Override
	void setOutcome(CallOutcome outcome) {
		this.context.setOutcome(outcome);
	}

}
