package io.rpcparallel.master;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Subscription;
import org.springframework.core.ResolvableType;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import io.rpcparallel.Worker;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.call.CallObservations;
import io.rpcparallel.call.CallerObservation;
import io.rpcparallel.call.MdcObservations;
import io.rpcparallel.call.StreamElements;
import io.rpcparallel.observation.MicrometerCallObservations;
import io.rpcparallel.registry.FunctionKind;
import io.rpcparallel.registry.RegisteredFunction;
import io.rpcparallel.test.Allocations;
import io.rpcparallel.test.TestSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link CallObserver}.
 */
class CallObserverTests {

	private final RegisteredFunction function = new RegisteredFunction(0, "add", FunctionKind.RPC, ResolvableType.NONE,
			List.of());

	private final Caller caller = new Caller();

	private static Stream<CallObservations> nobody() {
		return Stream.of(CallObservations.NONE, new MdcObservations(List.of("user"), CallObservations.NONE),
				new MicrometerCallObservations(ObservationRegistry.NOOP, null, null),
				new MicrometerCallObservations(ObservationRegistry.create(), null, null));
	}

	@ParameterizedTest
	@MethodSource("nobody")
	void aCallThatNobodyObservesAllocatesNothing(CallObservations nobody) {
		CallObserver observer = observer(nobody);
		assertThat(Allocations.perRun(() -> {
			CallerObservation observation = observer.begin(this.function, this.caller);
			if (observation.headers().encode() != null
					|| ObservedSubscriber.of(observation, this.caller) != this.caller) {
				throw new IllegalStateException("It is observed");
			}
		})).isZero();
	}

	@Test
	void aCallThatCannotBeMadeIsObserved() {
		TestObservationRegistry registry = TestObservationRegistry.create();
		CallObserver observer = observer(new MicrometerCallObservations(registry, null, null));
		assertThatIllegalStateException()
			.isThrownBy(() -> observer.observeOne(this.function, Context.empty(), (headers) -> {
				throw new IllegalStateException("too large");
			}));
		TestObservationRegistryAssert.assertThat(registry)
			.hasSingleObservationThat()
			.hasLowCardinalityKeyValue("outcome", "refused")
			.hasError()
			.hasBeenStopped();
	}

	@Test
	void anEmptyAnswerIsASuccess() {
		TestObservationRegistry registry = TestObservationRegistry.create();
		CallObserver observer = observer(new MicrometerCallObservations(registry, null, null));
		CompletableFuture<Object> answer = observer
			.observeOne(this.function, Context.empty(), (headers) -> Mono.empty())
			.toFuture();
		assertThat(answer).isCompletedWithValue(null);
		TestObservationRegistryAssert.assertThat(registry)
			.hasSingleObservationThat()
			.hasLowCardinalityKeyValue("outcome", "success")
			.hasBeenStopped();
	}

	private static CallObserver observer(CallObservations observations) {
		return new CallObserver(observations, StreamElements.NONE, new Worker<>(UUID.randomUUID(), "one", 1,
				new WorkerAddress.Tcp("127.0.0.1", 1), "secret", TestSettings.rpc()));
	}

	/**
	 * Waits for an answer that does not come.
	 */
	private static final class Caller implements CoreSubscriber<Object> {

		@Override
		public void onSubscribe(Subscription subscription) {
			throw new IllegalStateException();
		}

		@Override
		public void onNext(Object answer) {
			throw new IllegalStateException();
		}

		@Override
		public void onError(Throwable failure) {
			throw new IllegalStateException();
		}

		@Override
		public void onComplete() {
			throw new IllegalStateException();
		}

	}

}
