package io.rpcparallel;

import java.time.Duration;
import java.util.List;

import brave.handler.MutableSpan;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import io.rpcparallel.function.AsyncRpcFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.TracedApplication;
import io.rpcparallel.test.TracedApplication.Seen;
import io.rpcparallel.test.TracedApplication.Spans;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A trace goes on in a worker process, with Brave behind Micrometer.
 */
@LeavesNothingBehind(afterEach = false)
class TracedCallsIntegrationTests {

	private static TestMaster master;

	private static WorkerConnection<Object> worker;

	private final ObservationRegistry registry = master.context().getBean(ObservationRegistry.class);

	private final Spans spans = master.context().getBean(Spans.class);

	private final StatelessRpcFunction<String, Seen> look = master.bean("look");

	@BeforeAll
	static void start() {
		master = TestMaster.start(TracedApplication.class, "rpc-parallel.calls.mdc-keys=user");
		worker = master.workers().spawn();
	}

	@AfterAll
	static void end() {
		worker.close();
		master.close();
	}

	@AfterEach
	void clear() {
		MDC.clear();
	}

	@Test
	void theSpanOfTheWorkerIsAChildOfTheCallersWhichIsAChildOfWhatWasCurrent() {
		MDC.put("user", "ann");
		Seen seen = Observation.createNotStarted("outer", this.registry).observe(() -> worker.run(this.look, ""));
		MutableSpan call = span("call look", seen.traceId());
		MutableSpan outer = span("outer", seen.traceId());
		assertThat(seen.parentId()).isEqualTo(call.id());
		assertThat(seen.spanId()).isNotEqualTo(call.id());
		assertThat(call.parentId()).isEqualTo(outer.id());
		assertThat(call.kind()).isEqualTo(brave.Span.Kind.CLIENT);
		assertThat(call.tag("worker.id")).isEqualTo(worker.worker().id().toString());
		assertThat(call.tag("outcome")).isEqualTo("success");
		assertThat(seen.user()).isEqualTo("ann");
	}

	@Test
	void whatIsReactiveIsTracedAsWell() {
		AsyncRpcFunction<Object, String, Seen> lookLater = master.bean("lookLater");
		StreamFunction<Object, String, Seen> lookOften = master.bean("lookOften");
		Seen later = worker.run(lookLater, "");
		assertThat(later.parentId()).isEqualTo(span("call lookLater", later.traceId()).id());
		Seen often = worker.stream(lookOften, "").blockLast();
		assertThat(often.parentId()).isEqualTo(span("call lookOften", often.traceId()).id());
		assertThat(often.user()).isNull();
	}

	@Test
	void eachCallWithoutAParentIsATraceOfItsOwn() {
		assertThat(worker.run(this.look, "").traceId()).isNotEqualTo(worker.run(this.look, "").traceId());
	}

	private MutableSpan span(String name, String traceId) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.until(() -> this.spans.ended()
				.stream()
				.filter((span) -> name.equals(span.name()) && traceId.equals(span.traceId()))
				.toList(), (List<MutableSpan> found) -> found.size() == 1)
			.get(0);
	}

}
