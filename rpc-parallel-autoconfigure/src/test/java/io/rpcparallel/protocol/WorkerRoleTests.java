package io.rpcparallel.protocol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerRole}.
 */
class WorkerRoleTests {

	@ParameterizedTest
	@ValueSource(longs = { 1, 4_194_304, 999_999_999_999_999_999L })
	void theProcessIdOfTheMasterIsReadBack(long pid) {
		assertThat(WorkerRole.masterPid(WorkerRole.assignedBy(pid))).hasValue(pid);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "stdin", "stdin:", "stdin:-1", "stdin:x", "stdin:1 ", "STDIN:1", "file:1", "true",
			"stdin:9999999999999999999" })
	void anythingElseIsNoAssignment(String value) {
		assertThat(WorkerRole.masterPid(value)).isEmpty();
	}

	@Test
	void theVariableIsTheDocumentedOne() {
		assertThat(WorkerRole.VARIABLE).isEqualTo("RPC_PARALLEL_WORKER");
	}

}
