package io.rpcparallel.observation;

import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.call.CallOutcome;

/**
 * An observation of a call on one of its sides: ends once, and harms no call.
 */
abstract class ObservedSide {

	private final Observation observation;

	private final ObservedCall call;

	private final ObservationGuard guard;

	private final AtomicBoolean ended = new AtomicBoolean();

	ObservedSide(Observation observation, ObservedCall call, ObservationGuard guard) {
		this.observation = observation;
		this.call = call;
		this.guard = guard;
	}

	final Observation observation() {
		return this.observation;
	}

	final void failed(Throwable failure) {
		this.guard.failed(this.call.functionName(), failure);
	}

	abstract void setOutcome(CallOutcome outcome);

	final void end(CallOutcome outcome, @Nullable Throwable failure) {
		if (!this.ended.compareAndSet(false, true)) {
			return;
		}
		setOutcome(outcome);
		if (failure != null) {
			tell(failure);
		}
		stop();
	}

	private void tell(Throwable failure) {
		try {
			this.observation.error(failure);
		}
		catch (RuntimeException | Error ex) {
			failed(ex);
		}
	}

	// Whatever became of the rest: what is not stopped would go on for ever
	private void stop() {
		try {
			this.observation.stop();
		}
		catch (RuntimeException | Error ex) {
			failed(ex);
		}
	}

}
