package io.rpcparallel;

import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.StreamFunction;
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

	private static final int MANY = 50_000;

	@Test
	void eachWorkerGetsForyWhenItIsPreparedAndOneThatCannotBeStaysWithCbor(CapturedOutput output) {
		try (TestMaster master = TestMaster.start(CodecApplication.class)) {
			StatelessRpcFunction<String, Integer> readByFory = master.bean("readByFory");
			CompletableFuture<WorkerConnection<Object>> spawned = CompletableFuture
				.supplyAsync(() -> master.workers().spawn());
			try (WorkerConnection<Object> unable = master.workers()
				.spawn(SpawnOptions.defaults().withJvmArguments(WITHOUT_UNSAFE));
					WorkerConnection<Object> usual = spawned.join()) {
				stream(master, unable, MANY);
				Awaitility.await().until(() -> output.getAll().contains("as Fory can't be prepared for them"));
				turn(master, usual);
				assertThat(usual.run(readByFory, "")).isZero();
				stream(master, usual, MANY);
				Awaitility.await().until(() -> {
					turn(master, usual);
					return usual.run(readByFory, "") > 0;
				});
				stream(master, usual, 100);
				turn(master, unable);
				stream(master, unable, 100);
				assertThat(unable.run(readByFory, "")).isZero();
			}
		}
	}

	private static void stream(TestMaster master, WorkerConnection<Object> worker, int count) {
		StreamFunction<Object, Integer, Point> points = master.bean("points");
		Long right = worker.stream(points, count)
			.index((i, point) -> point.equals(point(i.intValue())))
			.filter(Boolean.TRUE::equals)
			.count()
			.block();
		assertThat(right).isEqualTo(count);
	}

	private static void turn(TestMaster master, WorkerConnection<Object> worker) {
		StatelessRpcFunction<Point, Point> turn = master.bean("turn");
		for (int i = 1; i <= 20; i++) {
			assertThat(worker.run(turn, point(-i))).isEqualTo(point(i));
		}
	}

	private static Point point(int x) {
		return new Point(x, -x);
	}

}
