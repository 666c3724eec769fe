package io.rpcparallel.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.ResolvableType;
import reactor.util.context.Context;

import io.rpcparallel.call.CallHeaders;
import io.rpcparallel.call.CallOutcome;
import io.rpcparallel.call.CallerObservation;
import io.rpcparallel.call.WorkerObservation;
import io.rpcparallel.registry.FunctionKind;
import io.rpcparallel.registry.RegisteredFunction;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MicrometerCallObservations} with Micrometer's test kit.
 */
@ExtendWith(OutputCaptureExtension.class)
class MicrometerCallObservationsTests {

	private static final String NAME = "rpc.parallel.call";

	private final RegisteredFunction function = new RegisteredFunction(0, "add", FunctionKind.ASYNC_RPC,
			ResolvableType.NONE, List.of());

	private final UUID workerId = UUID.randomUUID();

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final MicrometerCallObservations observations = new MicrometerCallObservations(this.registry, null, null);

	@Test
	void aCallIsObservedAtItsCaller() {
		CallerObservation call = call(this.observations, Context.empty());
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo(NAME)
			.that()
			.doesNotHaveLowCardinalityKeyValueWithKey("outcome")
			.hasBeenStarted()
			.isNotStopped();
		call.ended(CallOutcome.SUCCESS, null);
		call.ended(CallOutcome.CANCELLED, null);
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasNumberOfObservationsEqualTo(1)
			.hasObservationWithNameEqualTo(NAME)
			.that()
			.hasContextualNameEqualTo("call add")
			.hasLowCardinalityKeyValue("function", "add")
			.hasLowCardinalityKeyValue("kind", "async-rpc")
			.hasLowCardinalityKeyValue("side", "caller")
			.hasLowCardinalityKeyValue("outcome", "success")
			.hasHighCardinalityKeyValue("worker.id", this.workerId.toString())
			.hasHighCardinalityKeyValue("worker.name", "one")
			.doesNotHaveError()
			.hasBeenStopped();
	}

	@Test
	void aCallIsObservedInItsWorkerWhoseThreadIsInItsScope() {
		WorkerObservation call = serve(this.observations, CallHeaders.NONE);
		WorkerObservation.Scope scope = call.open();
		Observation current = this.registry.getCurrentObservation();
		assertThat(current).isNotNull();
		assertThat(current.getContextView().getName()).isEqualTo(NAME);
		assertThat(call.write(Context.empty()).<Observation>get("micrometer.observation")).isSameAs(current);
		scope.close();
		assertThat(this.registry.getCurrentObservation()).isNull();
		IllegalStateException failure = new IllegalStateException();
		call.ended(CallOutcome.THREW, failure);
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasSingleObservationThat()
			.hasContextualNameEqualTo("run add")
			.hasLowCardinalityKeyValue("side", "worker")
			.hasLowCardinalityKeyValue("outcome", "threw")
			.hasError(failure)
			.hasBeenStopped();
	}

	@Test
	void theParentIsWhatReactorsContextHasOrElseTheCurrentObservation() {
		Observation outer = Observation.start("outer", this.registry);
		try (Observation.Scope scope = outer.openScope()) {
			assertThat(scope.getCurrentObservation()).isSameAs(outer);
			call(this.observations, Context.empty()).ended(CallOutcome.SUCCESS, null);
		}
		outer.stop();
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo(NAME)
			.that()
			.hasParentObservationEqualTo(outer);
		Observation reactive = Observation.start("reactive", this.registry);
		CallerObservationContext[] seen = new CallerObservationContext[1];
		this.registry.observationConfig().observationHandler(new Recorder(seen));
		call(this.observations, Context.of("micrometer.observation", reactive)).ended(CallOutcome.SUCCESS, null);
		reactive.stop();
		assertThat(seen[0].getParentObservation()).isSameAs(reactive);
	}

	@Test
	void whatATracerWritesGoesToTheWorkerAndIsReadThere() {
		assertThat(call(this.observations, Context.empty()).headers()).isSameAs(CallHeaders.NONE);
		CallerObservationContext caller = new CallerObservationContext(
				new ObservedCall("add", FunctionKind.RPC, "one", this.workerId));
		caller.getSetter().set(caller.getCarrier(), "traceparent", "00-1");
		assertThat(caller.headers()).isEqualTo(new CallHeaders(Map.of("traceparent", "00-1"), Map.of()));
		WorkerObservationContext worker = new WorkerObservationContext(caller.getCall(), caller.headers());
		assertThat(worker.getGetter().get(worker.getCarrier(), "traceparent")).isEqualTo("00-1");
		assertThat(worker.getGetter().get(worker.getCarrier(), "b3")).isNull();
	}

	@Test
	void theUsersConventionsReplaceOurs() {
		MicrometerCallObservations own = new MicrometerCallObservations(this.registry,
				new DefaultCallerObservationConvention() {

					@Override
					public String getName() {
						return "my.call";
					}

					@Override
					public KeyValues getLowCardinalityKeyValues(CallerObservationContext context) {
						return super.getLowCardinalityKeyValues(context).and("team", "blue");
					}

				}, null);
		call(own, Context.empty()).ended(CallOutcome.LOST, null);
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasSingleObservationThat()
			.hasNameEqualTo("my.call")
			.hasLowCardinalityKeyValue("outcome", "lost")
			.hasLowCardinalityKeyValue("team", "blue");
	}

	@Test
	void withoutHandlersNothingIsMade() {
		MicrometerCallObservations idle = new MicrometerCallObservations(ObservationRegistry.create(), null, null);
		assertThat(call(idle, Context.empty())).isSameAs(CallerObservation.NONE);
		assertThat(serve(idle, CallHeaders.NONE)).isSameAs(WorkerObservation.NONE);
		MicrometerCallObservations none = new MicrometerCallObservations(ObservationRegistry.NOOP, null, null);
		assertThat(call(none, Context.empty())).isSameAs(CallerObservation.NONE);
	}

	@ParameterizedTest
	@EnumSource(Broken.Step.class)
	void whoObservesAndFailsHarmsNoCallAndIsToldOnce(Broken.Step step, CapturedOutput output) {
		ObservationRegistry registry = ObservationRegistry.create();
		Broken broken = new Broken(step, new ArrayList<>());
		registry.observationConfig().observationHandler(broken);
		MicrometerCallObservations failing = new MicrometerCallObservations(registry, null, null);
		for (int i = 0; i < 3; i++) {
			call(failing, Context.empty()).ended(CallOutcome.THREW, new IllegalStateException());
			WorkerObservation served = serve(failing, CallHeaders.NONE);
			served.open().close();
			assertThat(registry.getCurrentObservation()).isNull();
			served.ended(CallOutcome.THREW, new IllegalStateException());
		}
		assertThat(output.toString().split("could not be observed", -1)).hasSize(2);
		assertThat(broken.stopped()).hasSize((step != Broken.Step.START) ? 6 : 0);
	}

	private CallerObservation call(MicrometerCallObservations observations, Context context) {
		return observations.calling(this.function, "one", this.workerId, context);
	}

	private WorkerObservation serve(MicrometerCallObservations observations, CallHeaders headers) {
		return observations.serving(this.function, "one", this.workerId, headers);
	}

	/**
	 * Keeps the last context that a call began with.
	 *
	 * @param seen where it is kept
	 */
	private record Recorder(CallerObservationContext[] seen) implements ObservationHandler<CallerObservationContext> {

		@Override
		public void onStart(CallerObservationContext context) {
			this.seen[0] = context;
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof CallerObservationContext;
		}

	}

	/**
	 * Fails at one of the steps of a call.
	 *
	 * @param step the step
	 * @param stopped the calls that were stopped
	 */
	private record Broken(Step step,
			List<Observation.Context> stopped) implements ObservationHandler<Observation.Context> {

		@Override
		public void onStart(Observation.Context context) {
			reached(Step.START);
		}

		@Override
		public void onError(Observation.Context context) {
			reached(Step.ERROR);
		}

		@Override
		public void onScopeOpened(Observation.Context context) {
			reached(Step.SCOPE_OPENED);
		}

		@Override
		public void onScopeClosed(Observation.Context context) {
			reached(Step.SCOPE_CLOSED);
		}

		@Override
		public void onStop(Observation.Context context) {
			this.stopped.add(context);
			reached(Step.STOP);
		}

		private void reached(Step reached) {
			if (reached != this.step) {
				return;
			}
			if (reached == Step.STOP) {
				throw new NoClassDefFoundError("broken");
			}
			throw new IllegalStateException("broken");
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

		private enum Step {

			START, ERROR, SCOPE_OPENED, SCOPE_CLOSED, STOP

		}

	}

}
