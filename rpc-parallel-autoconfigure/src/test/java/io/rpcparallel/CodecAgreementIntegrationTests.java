package io.rpcparallel;

import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Flux;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.test.CodecApplication;
import io.rpcparallel.test.CodecApplication.Point;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When payloads go by Fory, with workers that are fresh, busy, or can't use it at all.
 */
@LeavesNothingBehind
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class CodecAgreementIntegrationTests {

	private static final String[] WITHOUT_UNSAFE = { "--limit-modules", "java.se,jdk.management,jdk.net" };

	// Each counts twice: its query and its result
	private static final int CALLS = 25_000;

	@Test
	void eachWorkerGetsForyWhenItIsPreparedAndOneThatCannotBeStaysWithCbor(CapturedOutput output) {
		try (TestMaster master = TestMaster.start(CodecApplication.class)) {
			StatelessRpcFunction<Point, Point> turn = master.bean("turn");
			StatelessRpcFunction<String, Integer> readByFory = master.bean("readByFory");
			CompletableFuture<WorkerConnection<Object>> spawned = CompletableFuture
				.supplyAsync(() -> master.workers().spawn());
			try (WorkerConnection<Object> unable = master.workers()
				.spawn(SpawnOptions.defaults().withJvmArguments(WITHOUT_UNSAFE));
					WorkerConnection<Object> usual = spawned.join()) {
				call(unable, turn, CALLS);
				Awaitility.await().until(() -> output.getAll().contains("as Fory can't be prepared for them"));
				call(usual, turn, 100);
				assertThat(usual.run(readByFory, "")).isZero();
				call(usual, turn, CALLS);
				Awaitility.await().until(() -> {
					call(usual, turn, 1);
					return usual.run(readByFory, "") > 0;
				});
				call(unable, turn, CALLS);
				assertThat(unable.run(readByFory, "")).isZero();
			}
		}
	}

	private static void call(WorkerConnection<Object> worker, StatelessRpcFunction<Point, Point> turn, int calls) {
		Long right = Flux.range(0, calls)
			.flatMap((i) -> worker.submit(turn, new Point(i, -i)).filter(new Point(-i, i)::equals))
			.count()
			.block();
		assertThat(right).isEqualTo(calls);
	}

}
