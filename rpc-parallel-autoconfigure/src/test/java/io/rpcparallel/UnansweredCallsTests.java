package io.rpcparallel;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.rpcparallel.CallInFlight.Progress;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.test.FailingApplication;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Callers of a worker that ends learn whether their calls were started, so that those
 * which were not may be made again.
 */
@LeavesNothingBehind
class UnansweredCallsTests {

	private final TestMaster master = TestMaster.start(FailingApplication.class);

	@AfterEach
	void close() {
		this.master.close();
	}

	@Test
	void callsThatWaitWhenTheirWorkerEndsAreKnownNotToHaveStarted() throws Exception {
		Worker<Object> worker = this.master.workers().serve();
		WorkerConnection<Object> connection = this.master.workers().connect(worker);
		StatelessRpcFunction<String, String> sleep = this.master.bean("sleep");
		StatelessRpcFunction<String, String> echo = this.master.bean("echo");
		CompletableFuture<String> running = connection.submit(sleep, "x").toFuture();
		List<CompletableFuture<String>> waiting = Stream.generate(() -> connection.submit(echo, "x").toFuture())
			.limit(3)
			.toList();
		this.master.workers().shutdown(worker);
		assertThat(progress(running)).isEqualTo(Progress.UNKNOWN);
		for (CompletableFuture<String> call : waiting) {
			assertThat(progress(call)).isEqualTo(Progress.NOT_STARTED);
		}
	}

	private static Progress progress(CompletableFuture<?> call) throws Exception {
		Throwable failure = call.handle((answer, ex) -> ex).get(10, TimeUnit.SECONDS);
		assertThat(failure).isInstanceOf(WorkerLostException.class);
		return ((WorkerLostException) failure).getCall().orElseThrow().progress();
	}

}
