package io.rpcparallel;

import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import io.rpcparallel.function.AsyncRpcFunction;
import io.rpcparallel.function.ChannelFunction;
import io.rpcparallel.function.OneWayFunction;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StateFunction;
import io.rpcparallel.function.StateStream;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.function.UploadFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.kinds.KindsApplication;
import io.rpcparallel.test.kinds.Ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Functions of each kind with another query and another result: made by the caller for a
 * call, or as beans which do it in the worker. Both do the same.
 */
@LeavesNothingBehind(afterEach = false)
class MappedFunctionsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static TestMaster master;

	private static WorkerConnection<Ledger> ledger;

	@BeforeAll
	static void serve() {
		master = TestMaster.start(KindsApplication.class);
		WorkerType<Ledger, Integer> type = master.bean("ledger");
		ledger = master.workers().connect(master.workers().serve(type, 5));
	}

	@AfterAll
	static void end() {
		ledger.close();
		master.close();
	}

	@Test
	void rpc() {
		StatelessRpcFunction<String, String> echo = master.bean("echo");
		RpcFunction<Object, Integer, String> here = echo.map((text) -> "<" + text + ">")
			.contraMap((number) -> (number > 0) ? number.toString() : null);
		RpcFunction<Object, Integer, String> bean = master.bean("describeNumber");
		for (RpcFunction<Object, Integer, String> each : List.of(here, bean)) {
			assertThat(ledger.run(each, 7)).isEqualTo("<7>");
			assertThat(ledger.run(each, -7)).isEqualTo("<null>");
		}
	}

	@Test
	void aResultThatIsMappedToNullIsMappedOnce() {
		StatelessRpcFunction<String, String> echo = master.bean("echo");
		RpcFunction<Object, String, Integer> mapped = echo.map((text) -> text.isEmpty() ? null : text.length());
		assertThat(ledger.run(mapped, "four")).isEqualTo(4);
		assertThat(ledger.run(mapped, "")).isNull();
		assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> ledger.run(mapped, null));
	}

	@Test
	void asyncRpc() {
		AsyncRpcFunction<Ledger, String, String> echoLater = master.bean("echoLater");
		AsyncRpcFunction<Ledger, Integer, Integer> here = echoLater
			.<Integer>map((text) -> (text.length() > 3) ? null : text.length())
			.contraMap((count) -> (count >= 0) ? "x".repeat(count) : null);
		AsyncRpcFunction<Ledger, Integer, Integer> bean = master.bean("lengthLater");
		for (AsyncRpcFunction<Ledger, Integer, Integer> each : List.of(here, bean)) {
			assertThat(ledger.run(each, 3)).isEqualTo(3);
			assertThat(ledger.run(each, 4)).isNull();
			assertThat(ledger.run(each, -1)).isNull();
		}
	}

	@Test
	void stream() {
		StreamFunction<Ledger, Integer, Integer> numbers = master.bean("numbers");
		StreamFunction<Ledger, String, String> here = numbers.<String>map((each) -> "#" + each)
			.contraMap(Integer::valueOf);
		StreamFunction<Ledger, String, String> bean = master.bean("numbersAsText");
		for (StreamFunction<Ledger, String, String> each : List.of(here, bean)) {
			assertThat(ledger.stream(each, "3").collectList().block(PATIENCE)).containsExactly("#0", "#1", "#2");
		}
	}

	@Test
	void anElementThatIsMappedToNullIsAnErrorAndNotLost() {
		StreamFunction<Ledger, Integer, Integer> numbers = master.bean("numbers");
		StreamFunction<Ledger, Integer, Integer> odd = numbers.map((each) -> (each % 2 == 1) ? each : null);
		assertThatExceptionOfType(NullPointerException.class)
			.isThrownBy(() -> ledger.stream(odd, 3).blockLast(PATIENCE));
	}

	@Test
	void state() {
		StateFunction<Ledger, Integer, String, Integer> source = master.bean("snapshotThenError");
		StateFunction<Ledger, String, Integer, String> here = source
			.<Integer, String>map(String::length, (each) -> "#" + each)
			.contraMap(String::length);
		StateFunction<Ledger, String, Integer, String> bean = master.bean("mappedState");
		for (StateFunction<Ledger, String, Integer, String> each : List.of(here, bean)) {
			StateStream<Integer, String> state = ledger.state(each, "xx").block(PATIENCE);
			assertThat(state.snapshot()).isEqualTo("numbers to 2".length());
			assertThat(state.updates().onErrorComplete().collectList().block(PATIENCE)).containsExactly("#0", "#1");
		}
	}

	@Test
	void oneWay() {
		OneWayFunction<Ledger, String> note = master.bean("note");
		OneWayFunction<Ledger, Integer> bean = master.bean("noteNumber");
		RpcFunction<Ledger, Void, List<String>> notes = master.bean("notes");
		ledger.send(note.<Integer>contraMap((number) -> "number " + number), 1);
		ledger.send(bean, 2);
		Awaitility.await()
			.untilAsserted(() -> assertThat(ledger.run(notes, null)).containsExactly("number 1", "number 2"));
	}

	@Test
	void upload() {
		UploadFunction<Ledger, Integer, Integer, Integer> sum = master.bean("sum");
		UploadFunction<Ledger, String, Integer, String> here = sum.<String>map((total) -> "sum " + total)
			.contraMap(String::length);
		UploadFunction<Ledger, String, Integer, String> bean = master.bean("sumAsText");
		for (UploadFunction<Ledger, String, Integer, String> each : List.of(here, bean)) {
			assertThat(ledger.upload(each, "xx", Flux.just(10, 20)).block(PATIENCE)).isEqualTo("sum 32");
		}
	}

	@Test
	void channel() {
		ChannelFunction<Ledger, Integer, Integer, Integer> multiply = master.bean("multiply");
		ChannelFunction<Ledger, String, Integer, String> here = multiply.<String>map((each) -> "#" + each)
			.contraMap(String::length);
		ChannelFunction<Ledger, String, Integer, String> bean = master.bean("multiplyAsText");
		for (ChannelFunction<Ledger, String, Integer, String> each : List.of(here, bean)) {
			assertThat(ledger.channel(each, "xx", Flux.just(1, 2)).collectList().block(PATIENCE)).containsExactly("#2",
					"#4");
		}
	}

}
