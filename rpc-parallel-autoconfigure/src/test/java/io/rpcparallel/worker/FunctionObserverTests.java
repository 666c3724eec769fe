package io.rpcparallel.worker;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.ResolvableType;

import io.rpcparallel.call.CallObservations;
import io.rpcparallel.call.MdcObservations;
import io.rpcparallel.call.WorkerObservation;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.observation.MicrometerCallObservations;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ReplyException;
import io.rpcparallel.registry.FunctionKind;
import io.rpcparallel.registry.RegisteredFunction;
import io.rpcparallel.test.Allocations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FunctionObserver}.
 */
class FunctionObserverTests {

	private final Target target = new Target(
			new RegisteredFunction(0, "add", FunctionKind.RPC, ResolvableType.NONE, List.of()),
			(StatelessRpcFunction<Integer, Integer>) (number) -> number + 1, new Object(), null, null);

	private final ServedContext context = new ServedContext("add", "one", null, () -> false);

	private static Stream<CallObservations> nobody() {
		return Stream.of(CallObservations.NONE, new MdcObservations(List.of("user"), CallObservations.NONE),
				new MicrometerCallObservations(ObservationRegistry.NOOP, null, null),
				new MicrometerCallObservations(ObservationRegistry.create(), null, null));
	}

	@ParameterizedTest
	@MethodSource("nobody")
	void aCallThatNobodyObservesAllocatesNothing(CallObservations nobody) {
		FunctionObserver observer = observer(nobody);
		assertThat(Allocations.perRun(() -> {
			WorkerObservation observation = observer.begin(this.target);
			observation.open().close();
			if (observation != WorkerObservation.NONE) {
				throw new IllegalStateException("It is observed");
			}
		})).isZero();
	}

	@Test
	void whatComesWithACallAndCannotBeReadHarmsNothing() {
		TestObservationRegistry registry = TestObservationRegistry.create();
		FunctionObserver observer = observer(new MicrometerCallObservations(registry, null, null));
		WorkerObservation observation = observer.begin(this.target.with(new byte[] { 17, 0, 9 }));
		observer.failed(observation, this.context, new ReplyException(new Reply(Reply.Code.REFUSED, null)));
		TestObservationRegistryAssert.assertThat(registry)
			.hasSingleObservationThat()
			.hasLowCardinalityKeyValue("outcome", "refused")
			.hasBeenStopped();
	}

	private static FunctionObserver observer(CallObservations observations) {
		return new FunctionObserver(observations, "one", UUID.randomUUID());
	}

}
