package io.rpcparallel;

import org.junit.jupiter.api.Test;

import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.Counter;
import io.rpcparallel.test.CounterApplication;
import io.rpcparallel.test.FaultyApplication;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Connections from an application that did not make the worker.
 */
@LeavesNothingBehind
class ConnectTests {

	@Test
	void anotherRunOfTheSameApplicationCallsTheWorker() {
		try (TestMaster maker = TestMaster.start(CounterApplication.class);
				TestMaster other = TestMaster.start(CounterApplication.class)) {
			Worker<Counter> worker = serve(maker);
			RpcFunction<Counter, Integer, Integer> add = other.bean("add");
			try (WorkerConnection<Counter> connection = other.workers().connect(worker)) {
				assertThat(connection.run(add, 2)).isEqualTo(3);
			}
		}
	}

	@Test
	void anApplicationWithOtherFunctionsIsRefusedWithTheReason() {
		try (TestMaster maker = TestMaster.start(CounterApplication.class);
				TestMaster other = TestMaster.start(FaultyApplication.class)) {
			Worker<Counter> worker = serve(maker);
			assertThatExceptionOfType(UnknownFunctionException.class).isThrownBy(() -> other.workers().connect(worker))
				.withMessageContaining(
						"has other @WorkerFunction, WorkerType or SessionType beans than this application");
		}
	}

	private static Worker<Counter> serve(TestMaster maker) {
		WorkerType<Counter, Integer> type = maker.bean("counter");
		return maker.workers().serve(type, 1);
	}

}
