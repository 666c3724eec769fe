package io.rpcparallel.worker;

import java.time.Duration;
import java.util.concurrent.Semaphore;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.function.AsyncRpcFunction;
import io.rpcparallel.registry.RegisteredFunction;
import io.rpcparallel.registry.WorkerFunctionRegistry;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.Leftovers;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.fault.BlockingApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BlockingWatch}.
 */
@LeavesNothingBehind
@ExtendWith(OutputCaptureExtension.class)
class BlockingWatchTests {

	private static final Duration PERIOD = Duration.ofMillis(50);

	private final TestMaster master = TestMaster.start(BlockingApplication.class);

	private final Semaphore proceed = this.master.bean("proceed");

	private final AsyncRpcFunction<Object, String, String> careless = this.master.bean("careless");

	private final WorkerFunctionRegistry registry = this.master.context().getBean(WorkerFunctionRegistry.class);

	private final RegisteredFunction function = this.registry.find(this.careless);

	private final BlockingWatch watch = new BlockingWatch("w", this.registry, PERIOD);

	@AfterEach
	void close() {
		this.watch.close();
		this.proceed.release(100);
		this.master.close();
	}

	@Test
	@Tag("B6")
	void aFunctionIsNamedOnce(CapturedOutput output) {
		this.watch.begin(this.function);
		block();
		Awaitility.await().until(() -> told(output) == 1);
		this.proceed.release();
		block();
		Awaitility.await().during(PERIOD.multipliedBy(10)).until(() -> told(output) == 1);
	}

	@Test
	@Tag("B6")
	void threadsThatWaitForWorkAreNotBlocked(CapturedOutput output) {
		this.watch.begin(this.function);
		Disposable ticks = Flux.interval(Duration.ofMillis(1)).map((tick) -> tick + 1).subscribe();
		Disposable later = Mono.delay(Duration.ofMinutes(1)).subscribe();
		Awaitility.await().during(PERIOD.multipliedBy(20)).until(() -> told(output) == 0);
		ticks.dispose();
		later.dispose();
	}

	@Test
	void thereIsAThreadOnlyWhileSomethingIsExecuted() {
		this.watch.begin(this.function);
		assertThat(Leftovers.threads()).contains("rpc-parallel-w-blocking");
		this.watch.end(this.function);
		Awaitility.await().until(() -> !Leftovers.threads().contains("rpc-parallel-w-blocking"));
		this.watch.begin(this.function);
		assertThat(Leftovers.threads()).contains("rpc-parallel-w-blocking");
	}

	private void block() {
		try {
			this.careless.call("state", "x").subscribe();
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

	private static long told(CapturedOutput output) {
		return output.toString().lines().filter((line) -> line.contains("Function 'careless' has blocked")).count();
	}

}
