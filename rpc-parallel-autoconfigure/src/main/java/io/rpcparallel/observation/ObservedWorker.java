package io.rpcparallel.observation;

import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

import io.rpcparallel.call.CallOutcome;
import io.rpcparallel.call.WorkerObservation;

/**
 * An observation of a call in its worker.
 */
final class ObservedWorker implements WorkerObservation {

	private final Observation observation;

	private final WorkerObservationContext context;

	private final ObservationGuard guard;

	private final AtomicBoolean ended = new AtomicBoolean();

	ObservedWorker(Observation observation, WorkerObservationContext context, ObservationGuard guard) {
		this.guard = guard;
		this.observation = observation;
		this.context = context;
	}

	@Override
	public Scope open() {
		try {
			return this.observation.openScope()::close;
		}
		catch (RuntimeException ex) {
			this.guard.failed(this.context.getCall().functionName(), ex);
			return WorkerObservation.NONE.open();
		}
	}

	@Override
	public Context write(Context context) {
		return context.put(MicrometerCallObservations.REACTOR_KEY, this.observation);
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
