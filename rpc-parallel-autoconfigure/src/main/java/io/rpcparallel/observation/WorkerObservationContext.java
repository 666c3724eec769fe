package io.rpcparallel.observation;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.call.CallHeaders;
import io.rpcparallel.call.CallOutcome;
import io.rpcparallel.registry.FunctionKind;

/**
 * What is known of a call while it is observed in the worker that executes it. Its
 * carrier has brought the context of the trace.
 *
 * @since 0.1.0
 */
public final class WorkerObservationContext extends ReceiverContext<CallHeaders> {

	private final ObservedCall call;

	private @Nullable CallOutcome outcome;

	/**
	 * Create a context.
	 * @param call the call
	 * @param headers what has come with it
	 */
	public WorkerObservationContext(ObservedCall call, CallHeaders headers) {
		super((carrier, key) -> carrier.trace().get(key),
				(call.kind() == FunctionKind.ONE_WAY) ? Kind.CONSUMER : Kind.SERVER);
		this.call = call;
		setCarrier(headers);
	}

	/**
	 * Return the call.
	 * @return what is called
	 */
	public ObservedCall getCall() {
		return this.call;
	}

	/**
	 * Return how the call ended.
	 * @return the outcome, or {@code null} while it goes on
	 */
	public @Nullable CallOutcome getOutcome() {
		return this.outcome;
	}

	/**
	 * Set how the call ended.
	 * @param outcome the outcome
	 */
	public void setOutcome(CallOutcome outcome) {
		this.outcome = outcome;
	}

}
