package io.rpcparallel.faults;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.Disposable;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.function.AsyncRpcFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.fault.BlockingApplication;
import io.rpcparallel.test.fault.Figures;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Functions that block threads for which others wait.
 */
@LeavesNothingBehind
@ExtendWith(OutputCaptureExtension.class)
class BlockingFunctionTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	// Three seconds are by design, and what there is on top of them was 15 ms
	private static final Duration BAR = Duration.ofSeconds(5);

	private final TestMaster master = TestMaster.start(BlockingApplication.class);

	private final Semaphore proceed = this.master.bean("proceed");

	@AfterEach
	void close() {
		this.proceed.release(100);
		this.master.close();
	}

	@Test
	@Tag("B6")
	void aFunctionThatBlocksAThreadOfReactorIsNamedAndNoOther(CapturedOutput output) {
		StatelessRpcFunction<String, String> patient = this.master.bean("patient");
		AsyncRpcFunction<Object, String, String> careless = this.master.bean("careless");
		StreamFunction<Object, String, Long> ticking = this.master.bean("ticking");
		try (WorkerConnection<Object> worker = serve()) {
			CompletableFuture<String> waiting = worker.submit(patient, "x").toFuture();
			Disposable ticks = worker.stream(ticking, "").subscribe();
			long start = System.nanoTime();
			CompletableFuture<String> call = worker.submit(careless, "x").toFuture();
			String warning = await(output);
			assertThat(Figures.printSince("B6", "told after", start)).isLessThan(BAR);
			assertThat(warning).contains("Function 'careless' has blocked thread 'parallel-");
			assertThat(output).contains(BlockingApplication.class.getName() + ".lambda$careless$");
			assertThat(call).isNotDone();
			this.proceed.release(2);
			assertThat(call).succeedsWithin(PATIENCE).isEqualTo("x");
			assertThat(waiting).succeedsWithin(PATIENCE).isEqualTo("x");
			ticks.dispose();
		}
	}

	@Test
	@Tag("B6")
	void aFunctionThatBlocksTheReaderOfItsConnectionIsNamed(CapturedOutput output) {
		StreamFunction<Object, String, String> reluctant = this.master.bean("reluctant");
		try (WorkerConnection<Object> worker = serve()) {
			assertThat(worker.stream(reluctant, "x").blockFirst(PATIENCE)).isEqualTo("x");
			assertThat(await(output))
				.containsPattern("Function 'reluctant' has blocked thread 'rpc-parallel-.*link-\\d+'");
			this.proceed.release();
			assertThat(worker.stream(reluctant, "y").blockFirst(PATIENCE)).isEqualTo("y");
			this.proceed.release();
		}
	}

	private WorkerConnection<Object> serve() {
		return this.master.workers().connect(this.master.workers().serve(SpawnOptions.defaults().withConcurrency(3)));
	}

	private static String await(CapturedOutput output) {
		Awaitility.await().atMost(PATIENCE).until(() -> !warnings(output).isEmpty());
		assertThat(warnings(output)).hasSize(1);
		return warnings(output).get(0);
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.toString().lines().filter((line) -> line.contains("has blocked thread")).toList();
	}

}
