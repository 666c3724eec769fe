package io.rpcparallel.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names the observation of a call at its caller, and gives it its keys. Declare a bean of
 * this type to have others; {@link DefaultCallerObservationConvention} can be extended
 * for it. It is asked when a call begins and when it has ended, on the hot path of calls.
 *
 * @since 0.1.0
 */
public interface CallerObservationConvention extends ObservationConvention<CallerObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof CallerObservationContext;
	}

}
