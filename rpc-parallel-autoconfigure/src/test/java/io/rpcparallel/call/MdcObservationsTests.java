package io.rpcparallel.call;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.core.ResolvableType;
import reactor.util.context.Context;

import io.rpcparallel.registry.FunctionKind;
import io.rpcparallel.registry.RegisteredFunction;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MdcObservations}.
 */
class MdcObservationsTests {

	private final RegisteredFunction function = new RegisteredFunction(0, "add", FunctionKind.RPC, ResolvableType.NONE,
			List.of());

	private final MdcObservations observations = new MdcObservations(List.of("user", "tenant"), CallObservations.NONE);

	@AfterEach
	void clear() {
		MDC.clear();
	}

	@Test
	void onlyAllowedKeysThatAreSetGoToTheWorker() {
		assertThat(call()).isSameAs(CallerObservation.NONE);
		MDC.put("password", "secret");
		assertThat(call()).isSameAs(CallerObservation.NONE);
		MDC.put("user", "ann");
		assertThat(call().headers()).isEqualTo(new CallHeaders(Map.of(), Map.of("user", "ann")));
	}

	@Test
	void theWorkersThreadHasThemWhileItWorksForTheCall() {
		WorkerObservation served = serve(Map.of("user", "ann", "tenant", "blue"));
		assertThat(MDC.get("user")).isNull();
		WorkerObservation.Scope scope = served.open();
		assertThat(MDC.getCopyOfContextMap()).containsOnly(Map.entry("user", "ann"), Map.entry("tenant", "blue"));
		scope.close();
		assertThat(MDC.get("user")).isNull();
		assertThat(MDC.get("tenant")).isNull();
	}

	@Test
	void aWorkerTakesWhatHasComeAlsoIfItsOwnKeysAreOthers() {
		WorkerObservation.Scope scope = serve(Map.of("region", "north")).open();
		assertThat(MDC.get("region")).isEqualTo("north");
		scope.close();
		assertThat(MDC.get("region")).isNull();
		assertThat(serve(Map.of())).isSameAs(WorkerObservation.NONE);
	}

	private CallerObservation call() {
		return this.observations.calling(this.function, "one", UUID.randomUUID(), Context.empty());
	}

	private WorkerObservation serve(Map<String, String> mdc) {
		return this.observations.serving(this.function, "one", UUID.randomUUID(), new CallHeaders(Map.of(), mdc));
	}

}
