package io.rpcparallel.observation;

import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

/**
 * Names the observation of a call in its worker {@code rpc.parallel.call}, with the keys
 * of {@link CallObservationDocumentation}. A span is named after the function.
 *
 * @since 0.1.0
 */
public class DefaultWorkerObservationConvention implements WorkerObservationConvention {

	@Override
	public String getName() {
		return CallKeyValues.NAME;
	}

	@Override
	public @Nullable String getContextualName(WorkerObservationContext context) {
		return "run " + context.getCall().functionName();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(WorkerObservationContext context) {
		return CallKeyValues.low(context.getCall(), CallKeyValues.WORKER, context.getOutcome());
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(WorkerObservationContext context) {
		return CallKeyValues.high(context.getCall());
	}

}
