package io.rpcparallel;

import java.time.Duration;

import io.rsocket.exceptions.ApplicationErrorException;
import org.junit.jupiter.api.Test;

import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.Counter;
import io.rpcparallel.test.CounterApplication;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Requests to handlers that the application does not have.
 */
@LeavesNothingBehind
class RequesterTests {

	@Test
	void anApplicationWithoutHandlersSaysThatNoneIsThere() {
		try (TestMaster master = TestMaster.start(CounterApplication.class)) {
			assertRefused(master, "No handler for destination 'somewhere'");
		}
	}

	@Test
	void anApplicationWithoutSupportForHandlersSaysSo() {
		try (TestMaster master = TestMaster.start(CounterApplication.class,
				"spring.autoconfigure.exclude=org.springframework.boot.rsocket.autoconfigure.RSocketMessagingAutoConfiguration")) {
			assertRefused(master,
					"This application has no RSocketMessageHandler, so it has no @MessageMapping handlers");
		}
	}

	private static void assertRefused(TestMaster master, String message) {
		WorkerType<Counter, Integer> type = master.bean("counter");
		RpcFunction<Counter, Integer, Integer> add = master.bean("add");
		try (WorkerConnection<Counter> connection = master.workers().connect(master.workers().serve(type, 1))) {
			assertThatExceptionOfType(ApplicationErrorException.class)
				.isThrownBy(() -> connection.requester()
					.route("somewhere")
					.data("x")
					.retrieveMono(String.class)
					.block(Duration.ofSeconds(20)))
				.withMessageContaining(message);
			assertThat(connection.run(add, 1)).isEqualTo(2);
		}
	}

}
