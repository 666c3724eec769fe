package io.rpcparallel.bootstrap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerMode}.
 */
class WorkerModeTests {

	private static final long PARENT = 100;

	private static final long GRANDPARENT = 50;

	@ParameterizedTest
	@CsvSource(nullValues = "unset", textBlock = """
			unset,      MASTER
			'',         MASTER
			'  ',       MASTER
			stdin:100,  WORKER
			stdin:50,   MASTER
			stdin:7,    UNASSIGNED
			stdin:,     UNASSIGNED
			true,       UNASSIGNED
			file:/x,    UNASSIGNED
			""")
	void theVariableAndTheAncestorsDecide(String variable, WorkerMode mode) {
		assertThat(WorkerMode.of(variable, false, (pid) -> pid == PARENT, (pid) -> pid == PARENT || pid == GRANDPARENT))
			.isEqualTo(mode);
	}

	@Test
	void aWorkerThatWasStartedThroughAScriptIsOneNevertheless() {
		assertThat(WorkerMode.of("stdin:50", true, (pid) -> pid == PARENT, (pid) -> pid == GRANDPARENT))
			.isEqualTo(WorkerMode.WORKER);
		assertThat(WorkerMode.of("stdin:7", true, (pid) -> pid == PARENT, (pid) -> pid == GRANDPARENT))
			.isEqualTo(WorkerMode.UNASSIGNED);
	}

	@Test
	void onlyAWorkerIsAWorker() {
		assertThat(WorkerMode.values()).filteredOn(WorkerMode::isWorker).containsExactly(WorkerMode.WORKER);
	}

	@Test
	void thisProcessIsNone() {
		assertThat(WorkerMode.current()).isEqualTo(WorkerMode.MASTER);
	}

}
