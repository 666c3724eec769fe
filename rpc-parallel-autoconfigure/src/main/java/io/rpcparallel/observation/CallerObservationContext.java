package io.rpcparallel.observation;

import java.util.LinkedHashMap;
import java.util.Map;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.call.CallHeaders;
import io.rpcparallel.call.CallOutcome;
import io.rpcparallel.registry.FunctionKind;

/**
 * What is known of a call while it is observed at its caller. Its carrier takes the
 * context of the trace to the worker.
 *
 * @since 0.1.0
 */
public final class CallerObservationContext extends SenderContext<CallerObservationContext> {

	private final ObservedCall call;

	private Map<String, String> trace = Map.of();

	private @Nullable CallOutcome outcome;

	/**
	 * Create a context.
	 * @param call the call
	 */
	public CallerObservationContext(ObservedCall call) {
		super(CallerObservationContext::carry, (call.kind() == FunctionKind.ONE_WAY) ? Kind.PRODUCER : Kind.CLIENT);
		this.call = call;
		setCarrier(this);
	}

	private static void carry(@Nullable CallerObservationContext carrier, String key, String value) {
		if (carrier != null) {
			if (carrier.trace.isEmpty()) {
				carrier.trace = new LinkedHashMap<>();
			}
			carrier.trace.put(key, value);
		}
	}

	CallHeaders headers() {
		return this.trace.isEmpty() ? CallHeaders.NONE : new CallHeaders(this.trace, Map.of());
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
