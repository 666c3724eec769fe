package io.rpcparallel.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.logging.LogLevel;
import reactor.core.publisher.Mono;

import io.rpcparallel.WorkerEngine;
import io.rpcparallel.actuate.WorkersEndpoint.WorkerDescriptor;
import io.rpcparallel.launch.LaunchedWorker;
import io.rpcparallel.master.TestWorker;
import io.rpcparallel.master.WorkerEvent;
import io.rpcparallel.master.WorkerState;
import io.rpcparallel.master.WorkerTable;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ThreadDumpText;
import io.rpcparallel.protocol.WorkerBranch;
import io.rpcparallel.registry.WorkerFunctionRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link WorkersEndpoint}.
 */
class WorkersEndpointTests {

	private final WorkerTable table = new WorkerTable(Duration.ofMinutes(1), 2);

	private final WorkersEndpoint endpoint = new WorkersEndpoint(this.table, mock(WorkerFunctionRegistry.class),
			() -> mock(WorkerEngine.class));

	@Test
	void withoutWorkersTheListIsEmpty() {
		assertThat(this.endpoint.workers().workers()).isEmpty();
	}

	@Test
	void workersAreListedInTheOrderTheyWereAskedFor() {
		TestWorker.starting(this.table, "one");
		TestWorker.up(this.table, "two", 2).ending();
		TestWorker.served(this.table, "three");
		assertThat(this.endpoint.workers().workers())
			.extracting(WorkerDescriptor::name, WorkerDescriptor::state, WorkerDescriptor::served)
			.containsExactly(Tuple.tuple("one", WorkerState.STARTING, false),
					Tuple.tuple("two", WorkerState.ENDING, false), Tuple.tuple("three", WorkerState.UP, true));
	}

	@Test
	void aWorkerThatAnswersShowsHowItIs() {
		TestWorker worker = TestWorker.up(this.table, "one", 4711).heard(3);
		WorkerDescriptor shown = this.endpoint.workers().workers().get(0);
		assertThat(shown.id()).isEqualTo(worker.id());
		assertThat(shown.pid()).isEqualTo(4711);
		assertThat(shown.inFlight()).isEqualTo(3);
		assertThat(shown.uptime()).isNotNull();
		assertThat(shown.lastHeartbeat()).isNotNull().isLessThanOrEqualTo(shown.uptime().plusMillis(1));
		assertThat(shown.end()).isNull();
	}

	@Test
	void aLostWorkerShowsWhy() {
		TestWorker.up(this.table, "one", 4711).heard(3).lost("exit code 137");
		WorkerDescriptor shown = this.endpoint.workers().workers().get(0);
		assertThat(shown.state()).isEqualTo(WorkerState.LOST);
		assertThat(shown.end()).isEqualTo("exit code 137");
		assertThat(shown.inFlight()).isZero();
		assertThat(shown.uptime()).isNull();
	}

	@Test
	void theWorkersOfAWorkerAreBelowIt() {
		TestWorker.up(this.table, "one", 4711).with(branch("two", branch("three"), branch("four")));
		WorkerDescriptor one = this.endpoint.workers().workers().get(0);
		assertThat(one.workers()).extracting(WorkerDescriptor::name).containsExactly("two");
		WorkerDescriptor two = one.workers().get(0);
		assertThat(two.state()).isEqualTo(WorkerState.UP);
		assertThat(two.pid()).isEqualTo(4712);
		assertThat(two.resident()).isEqualTo(80_000_000);
		assertThat(two.uptime()).isBetween(Duration.ofSeconds(9), Duration.ofMinutes(5));
		assertThat(two.workers()).extracting(WorkerDescriptor::name).containsExactly("three", "four");
	}

	@Test
	void aWorkerIsFoundByItsIdAndByItsName() {
		TestWorker older = TestWorker.up(this.table, "one", 1);
		TestWorker younger = TestWorker.up(this.table, "one", 2);
		assertThat(this.endpoint.worker("one").worker().id()).isEqualTo(younger.id());
		assertThat(this.endpoint.worker(older.id().toString()).worker().pid()).isEqualTo(1);
		assertThat(this.endpoint.worker("two")).isNull();
	}

	@Test
	void aWorkerTellsWhatHappenedToIt() {
		TestWorker.up(this.table, "one", 4711).lost("exit code 137");
		WorkerDetails details = this.endpoint.worker("one");
		assertThat(details.host()).isEqualTo("localhost");
		assertThat(details.launcher()).isEqualTo("local process");
		assertThat(details.events()).extracting(WorkerDetails.Event::event, WorkerDetails.Event::detail)
			.containsExactly(Tuple.tuple(WorkerEvent.Kind.REQUESTED, null),
					Tuple.tuple(WorkerEvent.Kind.STARTED, "process 4711"),
					Tuple.tuple(WorkerEvent.Kind.REGISTERED, null), Tuple.tuple(WorkerEvent.Kind.READY, null),
					Tuple.tuple(WorkerEvent.Kind.LOST, "KILLED"));
	}

	@Test
	void aWorkerThatCannotBeReachedSaysSo() {
		TestWorker.starting(this.table, "one");
		assertThat(this.endpoint.view("one", WorkerView.Kind.THREADDUMP, null))
			.isInstanceOfSatisfying(WorkerView.ThreadDump.class, (view) -> {
				assertThat(view.dump()).isNull();
				assertThat(view.problem()).isEqualTo("The worker can't be asked, as it is STARTING");
			});
		assertThat(this.endpoint.view("one", WorkerView.Kind.HEAP, null)).isInstanceOfSatisfying(WorkerView.Heap.class,
				(view) -> assertThat(view.problem()).isEqualTo("The worker can't be asked, as it is STARTING"));
		assertThat(this.endpoint.setLogLevel("one", "a.B", LogLevel.DEBUG).problem())
			.isEqualTo("The worker can't be asked, as it is STARTING");
		assertThat(this.endpoint.view("one", WorkerView.Kind.CRASH, null)).isNull();
		assertThat(this.endpoint.view("one", WorkerView.Kind.LOG, null)).isInstanceOfSatisfying(WorkerView.Log.class,
				(log) -> assertThat(log.lines()).isEmpty());
		assertThat(this.endpoint.view("two", WorkerView.Kind.LOG, null)).isNull();
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> this.endpoint.end("one", null))
			.withMessage("Worker 'one' can't be ended, as it is STARTING");
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> this.endpoint.end("two", true))
			.withMessage("There is no worker 'two'");
	}

	@Test
	void aWorkerThatStartsShowsWhatItPrintsAndItsThreadsAndIsLeftToItsSpawn() {
		LaunchedWorker process = mock();
		given(process.lastLines()).willReturn(List.of("[worker one stdout] Starting"));
		given(process.command()).willReturn(List.of("java", "app.Main"));
		Reply threads = Reply.value(new ControlCodec().encode(new ThreadDumpText("all threads")));
		TestWorker.up(this.table, "one", 1).lost("killed");
		TestWorker starting = TestWorker.starting(this.table, "one")
			.traced(process)
			.connected((request) -> Mono.just(threads));
		assertThat(this.endpoint.view("one", WorkerView.Kind.LOG, null)).isInstanceOfSatisfying(WorkerView.Log.class,
				(log) -> {
					assertThat(log.id()).isEqualTo(starting.id());
					assertThat(log.lines()).containsExactly("[worker one stdout] Starting");
				});
		assertThat(this.endpoint.worker("one").command()).containsExactly("java", "app.Main");
		assertThat(this.endpoint.view("one", WorkerView.Kind.THREADDUMP, null))
			.isEqualTo(new WorkerView.ThreadDump(starting.id(), "one", "all threads", null));
		assertThat(this.endpoint.setLogLevel("one", "a.B", LogLevel.DEBUG).problem())
			.isEqualTo("The worker can't be told, as it is STARTING");
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> this.endpoint.end("one", true))
			.withMessage("Worker 'one' can't be ended, as it is STARTING");
	}

	@Test
	void theLogOfALostWorkerIsThatOfItsReport() {
		TestWorker older = TestWorker.up(this.table, "one", 1);
		TestWorker younger = TestWorker.up(this.table, "one", 2);
		younger.lost("killed");
		older.lost("killed later");
		for (String each : List.of("one", younger.id().toString())) {
			assertThat(this.endpoint.view(each, WorkerView.Kind.LOG, null)).isInstanceOfSatisfying(WorkerView.Log.class,
					(log) -> assertThat(log.id()).isEqualTo(younger.id()));
		}
		younger.ended();
		older.ended();
		assertThat(this.endpoint.view("one", WorkerView.Kind.LOG, null)).isInstanceOfSatisfying(WorkerView.Log.class,
				(log) -> assertThat(log.id()).isEqualTo(older.id()));
	}

	@Test
	void theLastLostWorkersAreKeptAlsoWhenTheyAreNotShownAnyMore() {
		for (String name : List.of("one", "two", "three")) {
			TestWorker worker = TestWorker.up(this.table, name, 4711).lost(name + " was killed");
			worker.ended();
		}
		assertThat(this.endpoint.workers().workers()).isEmpty();
		assertThat(this.endpoint.workers().lost())
			.extracting(WorkersEndpoint.CrashDescriptor::name, WorkersEndpoint.CrashDescriptor::cause,
					WorkersEndpoint.CrashDescriptor::description)
			.containsExactly(Tuple.tuple("three", "KILLED", "three was killed"),
					Tuple.tuple("two", "KILLED", "two was killed"));
		assertThat(this.endpoint.view("two", WorkerView.Kind.CRASH, null)).isInstanceOfSatisfying(
				WorkerView.Crash.class, (crash) -> assertThat(crash.description()).isEqualTo("two was killed"));
		assertThat(this.endpoint.view("one", WorkerView.Kind.CRASH, null)).isNull();
	}

	private static WorkerBranch branch(String name, WorkerBranch... workers) {
		return new WorkerBranch(UUID.randomUUID(), name, "UP", false, 4712L, Instant.now().minusSeconds(10),
				Duration.ofMillis(100), 0, 80_000_000L, null, List.of(workers));
	}

}
