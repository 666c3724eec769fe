package io.rpcparallel.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

import io.rpcparallel.call.CallOutcome;
import io.rpcparallel.call.WorkerObservation;

/**
 * An observation of a call in its worker.
 */
final class ObservedWorker extends ObservedSide implements WorkerObservation {

	private final WorkerObservationContext context;

	private final ObservationRegistry registry;

	ObservedWorker(Observation observation, WorkerObservationContext context, ObservationGuard guard,
			ObservationRegistry registry) {
		super(observation, context.getCall(), guard);
		this.context = context;
		this.registry = registry;
	}

	@Override
	public Scope open() {
		Observation.Scope before = this.registry.getCurrentObservationScope();
		try {
			Observation.Scope scope = observation().openScope();
			return () -> close(scope, before);
		}
		catch (RuntimeException | Error ex) {
			failedWithin(before, ex);
			return WorkerObservation.NONE.open();
		}
	}

	private void close(Observation.Scope scope, Observation.@Nullable Scope before) {
		try {
			scope.close();
		}
		catch (RuntimeException | Error ex) {
			failedWithin(before, ex);
		}
	}

	// The next call of this thread must not look like a part of this one
	private void failedWithin(Observation.@Nullable Scope before, Throwable failure) {
		this.registry.setCurrentObservationScope(before);
		failed(failure);
	}

	@Override
	public Context write(Context context) {
		return context.put(MicrometerCallObservations.REACTOR_KEY, observation());
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
