package io.rpcparallel;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.test.Counter;
import io.rpcparallel.test.FamilyApplication;
import io.rpcparallel.test.FamilyApplication.Child;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.Leftovers;
import io.rpcparallel.test.Processes;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.fault.Figures;
import io.rpcparallel.test.fault.Repeated;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Workers that are masters themselves: each level works, and each guards its own
 * ({@code workers_as_masters} of {@code rpc_parallel}).
 */
@LeavesNothingBehind
@Repeated
@Timeout(180)
class WorkersAsMastersIntegrationTests {

	private static final Duration GONE_WITHIN = Duration.ofSeconds(5);

	@Test
	@Tag("C4")
	void eachLevelWorksAndGuardsItsOwn() {
		try (TestMaster master = TestMaster.start(FamilyApplication.class, FamilyApplication.FAST_WORKERS)) {
			WorkerConnection<Object> top = master.workers()
				.spawn(SpawnOptions.defaults().withName("top").withConcurrency(2));
			List<Worker<Counter>> middle = Flux.just("middle-1", "middle-2")
				.flatMap((name) -> launch(master, top, name))
				.collectList()
				.block();
			List<Worker<Counter>> bottom = Flux.fromIterable(middle).flatMapSequential((parent) -> {
				WorkerConnection<Counter> connection = master.workers().connect(parent);
				return launch(master, connection, parent.name() + "-1").doFinally((signal) -> connection.closeAsync());
			}).collectList().block();
			assertThat(add(master, middle.get(0), 1) + add(master, bottom.get(0), 2)).isEqualTo(13);
			assertThat(add(master, middle.get(1), 3) + add(master, bottom.get(1), 4)).isEqualTo(17);
			Processes.kill(middle.get(0).pid());
			Processes.awaitGone(bottom.get(0).pid(), GONE_WITHIN);
			assertThat(add(master, bottom.get(1), 1)).as("the other branch").isEqualTo(10);
			assertThat(Leftovers.isRunning(top.worker().pid())).isTrue();
			long start = System.nanoTime();
			Processes.kill(top.worker().pid());
			Processes.awaitGone(middle.get(1).pid(), GONE_WITHIN);
			Processes.awaitGone(bottom.get(1).pid(), GONE_WITHIN);
			Figures.printSince("C4", "two levels below a worker that was killed gone after", start);
			top.close();
		}
	}

	private static Mono<Worker<Counter>> launch(TestMaster master, WorkerCalls<?> parent, String name) {
		StatelessRpcFunction<Child, Worker<Counter>> launchCounter = master.bean("launchCounter");
		return parent.submit(launchCounter, Child.of(name, WorkerLifetime.MASTER));
	}

	private static int add(TestMaster master, Worker<Counter> worker, int amount) {
		RpcFunction<Counter, Integer, Integer> add = master.bean("add");
		try (WorkerConnection<Counter> connection = master.workers().connect(worker)) {
			return connection.run(add, amount);
		}
	}

}
