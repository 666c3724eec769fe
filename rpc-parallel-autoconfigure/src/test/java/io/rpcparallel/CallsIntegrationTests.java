package io.rpcparallel;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.rpcparallel.function.AsyncRpcFunction;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.Counter;
import io.rpcparallel.test.CounterApplication;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Calls of a worker in another process, all of them on one worker.
 */
@LeavesNothingBehind(afterEach = false)
class CallsIntegrationTests {

	private static TestMaster master;

	private static WorkerConnection<Counter> counter;

	@BeforeAll
	static void spawn() {
		master = TestMaster.start(CounterApplication.class, "rpc-parallel.rpc.max-message-size=1MB");
		WorkerType<Counter, Integer> type = master.bean("counter");
		counter = master.workers().spawn(type, 5, SpawnOptions.defaults().withName("calls"));
	}

	@AfterAll
	static void close() {
		counter.close();
		master.close();
	}

	@Test
	void stateIsMadeFromTheInitArgumentAndKeptBetweenCalls() {
		RpcFunction<Counter, Integer, Integer> add = master.bean("add");
		AsyncRpcFunction<Counter, Integer, Integer> addLater = master.bean("addLater");
		int before = counter.run(add, 0);
		assertThat(before).isGreaterThanOrEqualTo(5);
		assertThat(counter.run(add, 3)).isEqualTo(before + 3);
		assertThat(counter.run(addLater, 4)).isEqualTo(before + 7);
		assertThat(master.workers().run(counter, add, 1)).isEqualTo(before + 8);
	}

	@Test
	void submitCallsForEachSubscription() {
		RpcFunction<Counter, Integer, Integer> add = master.bean("add");
		Mono<Integer> call = master.workers().submit(counter, add, 1);
		int first = call.block();
		assertThat(call.block()).isEqualTo(first + 1);
	}

	@Test
	void manyCallsAtOnceAreAllAnswered() {
		StatelessRpcFunction<String, String> echo = master.bean("echo");
		List<String> answers = Flux.range(0, 1000)
			.flatMap((i) -> counter.submit(echo, "text " + i), 256)
			.collectList()
			.block(Duration.ofSeconds(60));
		assertThat(answers).hasSize(1000).doesNotHaveDuplicates();
	}

	@Test
	void nullsAndEmptyTextsAreKeptApart() {
		StatelessRpcFunction<String, String> echo = master.bean("echo");
		assertThat(counter.run(echo, null)).isNull();
		assertThat(counter.run(echo, "")).isEmpty();
	}

	@Test
	void whatTheFunctionThrowsArrivesWithTypeMessageStackTraceAndCause() {
		StatelessRpcFunction<String, String> fail = master.bean("fail");
		assertThatExceptionOfType(RemoteFunctionException.class).isThrownBy(() -> counter.run(fail, "no luck"))
			.withMessageContaining("Function 'fail' threw java.lang.IllegalStateException: no luck in worker 'calls'")
			.satisfies((ex) -> {
				assertThat(ex.getRemoteType()).isEqualTo(IllegalStateException.class.getName());
				assertThat(ex.getRemote().getMessage()).isEqualTo("no luck");
				assertThat(ex.getRemote().getStackTrace())
					.anyMatch((frame) -> frame.getClassName().startsWith(CounterApplication.class.getName()));
				assertThat(ex.getRemote()).cause().hasToString("java.lang.IllegalArgumentException: the cause");
			});
		assertThat(counter.isOpen()).isTrue();
	}

	@Test
	@Tag("D7")
	void messagesAboveTheLimitAreRefusedAndTheConnectionLivesOn() {
		StatelessRpcFunction<String, String> echo = master.bean("echo");
		StatelessRpcFunction<Integer, byte[]> bytes = master.bean("bytes");
		int limit = 1024 * 1024;
		assertThat(counter.run(bytes, limit)).hasSize(limit);
		assertThatExceptionOfType(MessageTooLargeException.class).isThrownBy(() -> counter.run(bytes, limit + 1))
			.withMessageContaining("The result of function 'bytes'")
			.satisfies((ex) -> {
				assertThat(ex.getSize()).isEqualTo(limit + 1);
				assertThat(ex.getLimit()).isEqualTo(limit);
			});
		assertThatExceptionOfType(MessageTooLargeException.class)
			.isThrownBy(() -> counter.run(echo, "x".repeat(limit + 1)))
			.withMessageContaining("The query of function 'echo'");
		assertThat(counter.run(echo, "still there")).isEqualTo("still there");
	}

	@Test
	void objectsThatAreNoBeansAreUnknown() {
		StatelessRpcFunction<String, String> stranger = (text) -> text;
		assertThatExceptionOfType(UnknownFunctionException.class).isThrownBy(() -> counter.run(stranger, "x"))
			.withMessageContaining("no @WorkerFunction bean");
	}

	@Test
	void aThreadThatMustNotBlockIsToldSo() {
		StatelessRpcFunction<String, String> echo = master.bean("echo");
		assertThatIllegalStateException()
			.isThrownBy(() -> Mono.fromCallable(() -> counter.run(echo, "x"))
				.subscribeOn(Schedulers.parallel())
				.block(Duration.ofSeconds(10)))
			.withMessageContaining("must not block");
	}

	@Test
	void aSecondConnectionSharesTheStateAndLeavesTheWorkerAlone() {
		RpcFunction<Counter, Integer, Integer> add = master.bean("add");
		int before = counter.run(add, 1);
		try (WorkerConnection<Counter> second = master.workers().connect(counter.worker())) {
			assertThat(second.run(add, 1)).isEqualTo(before + 1);
		}
		assertThat(counter.run(add, 1)).isEqualTo(before + 2);
	}

}
