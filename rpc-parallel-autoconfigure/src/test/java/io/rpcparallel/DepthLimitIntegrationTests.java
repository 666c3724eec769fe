package io.rpcparallel;

import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.NestingApplication;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Workers that spawn workers, and how deep that may go.
 */
@LeavesNothingBehind
@Timeout(180)
class DepthLimitIntegrationTests {

	// Variables reach the workers of workers too
	private static final String FAST_WORKERS = "rpc-parallel.launch.environment.RPCPARALLEL_LAUNCH_JVMARGUMENTS="
			+ TestMaster.FAST_JVM;

	@Test
	@Tag("E17")
	void aWorkerThatSpawnsItselfIsStoppedAtTheThirdLevel() {
		try (TestMaster master = TestMaster.start(NestingApplication.class, FAST_WORKERS)) {
			List<String> chain = nest(master, 10);
			assertThat(chain).hasSize(4).doesNotHaveDuplicates();
			assertThat(chain.subList(0, 3)).allMatch((pid) -> pid.matches("\\d+"));
			assertThat(chain.get(3)).contains("did not start: it would be at depth 4")
				.contains("the limit is 3")
				.contains("'rpc-parallel.launch.max-depth'");
		}
	}

	@Test
	@Tag("E17")
	void theLimitIsAPropertyOfTheProcessThatSpawns() {
		try (TestMaster master = TestMaster.start(NestingApplication.class,
				"rpc-parallel.launch.environment.RPCPARALLEL_LAUNCH_MAXDEPTH=1")) {
			List<String> chain = nest(master, 1);
			assertThat(chain).hasSize(2);
			assertThat(chain.get(1)).contains("it would be at depth 2").contains("the limit is 1");
		}
	}

	private static List<String> nest(TestMaster master, int more) {
		NestingApplication.Nest nest = master.context().getBean(NestingApplication.Nest.class);
		try (WorkerConnection<Object> worker = master.workers().spawn()) {
			return worker.run(nest, more);
		}
	}

}
