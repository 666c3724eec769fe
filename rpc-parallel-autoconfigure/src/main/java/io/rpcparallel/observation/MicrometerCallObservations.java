package io.rpcparallel.observation;

import java.util.UUID;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

import io.rpcparallel.call.CallHeaders;
import io.rpcparallel.call.CallObservations;
import io.rpcparallel.call.CallerObservation;
import io.rpcparallel.call.WorkerObservation;
import io.rpcparallel.registry.RegisteredFunction;

/**
 * Observes calls with Micrometer. What handlers make of it, such as timers and spans, is
 * up to them; without handlers nothing is made at all.
 *
 * @since 0.1.0
 */
public final class MicrometerCallObservations implements CallObservations {

	/**
	 * Under which key Reactor's context has the observation, as Micrometer's
	 * {@code ObservationThreadLocalAccessor} has it.
	 */
	static final String REACTOR_KEY = "micrometer.observation";

	private static final CallerObservationConvention CALLER = new DefaultCallerObservationConvention();

	private static final WorkerObservationConvention WORKER = new DefaultWorkerObservationConvention();

	private final ObservationRegistry registry;

	private final @Nullable CallerObservationConvention callerConvention;

	private final @Nullable WorkerObservationConvention workerConvention;

	private final ObservationGuard guard = new ObservationGuard();

	/**
	 * Create observations.
	 * @param registry has the handlers
	 * @param callerConvention names and keys at callers, or {@code null} for those of the
	 * registry or the default ones
	 * @param workerConvention names and keys in workers, or {@code null} for those of the
	 * registry or the default ones
	 */
	public MicrometerCallObservations(ObservationRegistry registry,
			@Nullable CallerObservationConvention callerConvention,
			@Nullable WorkerObservationConvention workerConvention) {
		this.registry = registry;
		this.callerConvention = callerConvention;
		this.workerConvention = workerConvention;
	}

	@Override
	public CallerObservation calling(RegisteredFunction function, String workerName, UUID workerId,
			ContextView context) {
		if (this.registry.isNoop()) {
			return CallerObservation.NONE;
		}
		CallerObservationContext observed = new CallerObservationContext(
				ObservedCall.of(function, workerName, workerId));
		try {
			Observation observation = CallObservationDocumentation.CALLER.observation(this.callerConvention, CALLER,
					() -> observed, this.registry);
			Observation parent = context.getOrDefault(REACTOR_KEY, null);
			if (parent != null) {
				observation.parentObservation(parent);
			}
			return new ObservedCaller(observation.start(), observed, this.guard);
		}
		catch (RuntimeException | Error ex) {
			this.guard.failed(function.name(), ex);
			return CallerObservation.NONE;
		}
	}

	@Override
	public WorkerObservation serving(RegisteredFunction function, String workerName, UUID workerId,
			CallHeaders headers) {
		if (this.registry.isNoop()) {
			return WorkerObservation.NONE;
		}
		WorkerObservationContext observed = new WorkerObservationContext(
				ObservedCall.of(function, workerName, workerId), headers);
		try {
			Observation observation = CallObservationDocumentation.WORKER.observation(this.workerConvention, WORKER,
					() -> observed, this.registry);
			return new ObservedWorker(observation.start(), observed, this.guard, this.registry);
		}
		catch (RuntimeException | Error ex) {
			this.guard.failed(function.name(), ex);
			return WorkerObservation.NONE;
		}
	}

}
