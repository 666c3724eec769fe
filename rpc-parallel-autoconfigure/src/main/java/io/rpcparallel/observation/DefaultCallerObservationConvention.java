package io.rpcparallel.observation;

import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

/**
 * Names the observation of a call at its caller {@code rpc.parallel.call}, with the keys
 * of {@link CallObservationDocumentation}. A span is named after the function.
 *
 * @since 0.1.0
 */
public class DefaultCallerObservationConvention implements CallerObservationConvention {

	@Override
	public String getName() {
		return CallKeyValues.NAME;
	}

	@Override
	public @Nullable String getContextualName(CallerObservationContext context) {
		return "call " + context.getCall().functionName();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(CallerObservationContext context) {
		return CallKeyValues.low(context.getCall(), CallKeyValues.CALLER, context.getOutcome());
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(CallerObservationContext context) {
		return CallKeyValues.high(context.getCall());
	}

}
