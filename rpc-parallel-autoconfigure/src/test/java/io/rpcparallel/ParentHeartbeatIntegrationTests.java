package io.rpcparallel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuple2;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.test.Counter;
import io.rpcparallel.test.FamilyApplication;
import io.rpcparallel.test.FamilyApplication.Child;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.Processes;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application does itself when the master of its process is lost.
 */
@LeavesNothingBehind
@Timeout(180)
class ParentHeartbeatIntegrationTests {

	@TempDir
	private Path folder;

	@Test
	void aMasterOfItsOwnIsNotSpawned() {
		try (TestMaster master = TestMaster.start(FamilyApplication.class)) {
			assertThat(master.context().getBean(ParentHeartbeat.class).isSpawned()).isFalse();
		}
	}

	@Test
	void theActionsRunBeforeTheWorkerEndsAndNotForLongerThanTheGrace() throws Exception {
		Path file = this.folder.resolve("losses");
		try (TestMaster master = TestMaster.start(FamilyApplication.class, FamilyApplication.FAST_WORKERS)) {
			StatelessRpcFunction<Child, Worker<Counter>> launchCounter = master.bean("launchCounter");
			WorkerConnection<Object> parent = master.workers().spawn(SpawnOptions.defaults().withConcurrency(2));
			Tuple2<Worker<Counter>, Worker<Counter>> both = Mono
				.zip(parent.submit(launchCounter, Child.of("notes", WorkerLifetime.MASTER)),
						parent.submit(launchCounter, Child.of("hangs", WorkerLifetime.MASTER)))
				.block();
			prepare(master, both.getT1(), "throwAtLoss", "for the others to run all the same");
			prepare(master, both.getT1(), "noteLoss", file.toString());
			prepare(master, both.getT2(), "noteLoss", file.toString());
			prepare(master, both.getT2(), "hangAtLoss", "");
			prepare(master, both.getT2(), "noteLoss", file.toString());
			assertThat(file).doesNotExist();
			Processes.kill(parent.worker().pid());
			Processes.awaitGone(both.getT1().pid(), Duration.ofSeconds(10));
			Processes.awaitGone(both.getT2().pid(), Duration.ofSeconds(10));
			assertThat(Files.readAllLines(file)).containsExactlyInAnyOrder("lost by " + both.getT1().pid(),
					"lost by " + both.getT2().pid());
			parent.close();
		}
	}

	private static void prepare(TestMaster master, Worker<Counter> worker, String function, String argument) {
		StatelessRpcFunction<String, Boolean> atLoss = master.bean(function);
		try (WorkerConnection<Counter> connection = master.workers().connect(worker)) {
			assertThat(connection.run(atLoss, argument)).as("is spawned").isTrue();
		}
	}

}
