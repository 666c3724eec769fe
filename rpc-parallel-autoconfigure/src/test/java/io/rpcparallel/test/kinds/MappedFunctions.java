package io.rpcparallel.test.kinds;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.rpcparallel.function.AsyncRpcFunction;
import io.rpcparallel.function.ChannelFunction;
import io.rpcparallel.function.OneWayFunction;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StateFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.function.UploadFunction;
import io.rpcparallel.function.WorkerFunction;

/**
 * Beans made of others with {@code map} and {@code contraMap}.
 */
@Configuration(proxyBeanMethods = false)
class MappedFunctions {

	@Bean
	@WorkerFunction
	RpcFunction<Object, Integer, String> describeNumber(StatelessRpcFunction<String, String> echo) {
		return echo.map((text) -> "<" + text + ">").contraMap((number) -> (number > 0) ? number.toString() : null);
	}

	@Bean
	@WorkerFunction
	AsyncRpcFunction<Ledger, Integer, Integer> lengthLater(AsyncRpcFunction<Ledger, String, String> echoLater) {
		return echoLater.map((text) -> (text.length() > 3) ? null : text.length())
			.contraMap((count) -> (count >= 0) ? "x".repeat(count) : null);
	}

	@Bean
	@WorkerFunction
	StreamFunction<Ledger, String, String> numbersAsText(StreamFunction<Ledger, Integer, Integer> numbers) {
		return numbers.map((each) -> "#" + each).contraMap(Integer::valueOf);
	}

	@Bean
	@WorkerFunction
	StateFunction<Ledger, String, Integer, String> mappedState(
			StateFunction<Ledger, Integer, String, Integer> snapshotThenError) {
		return snapshotThenError.map(String::length, (each) -> "#" + each).contraMap(String::length);
	}

	@Bean
	@WorkerFunction
	OneWayFunction<Ledger, Integer> noteNumber(OneWayFunction<Ledger, String> note) {
		return note.contraMap((number) -> "number " + number);
	}

	@Bean
	@WorkerFunction
	UploadFunction<Ledger, String, Integer, String> sumAsText(UploadFunction<Ledger, Integer, Integer, Integer> sum) {
		return sum.map((total) -> "sum " + total).contraMap(String::length);
	}

	@Bean
	@WorkerFunction
	ChannelFunction<Ledger, String, Integer, String> multiplyAsText(
			ChannelFunction<Ledger, Integer, Integer, Integer> multiply) {
		return multiply.map((each) -> "#" + each).contraMap(String::length);
	}

}
