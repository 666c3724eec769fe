package io.rpcparallel.test;

import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;

import io.rpcparallel.function.ChannelFunction;
import io.rpcparallel.function.OneWayFunction;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StateFunction;
import io.rpcparallel.function.StateStream;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.function.UploadFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.function.WorkerType;

/**
 * An application whose functions fail for no query that can be read, so that whatever
 * fails is no fault of theirs.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class TolerantApplication {

	private static int orZero(@Nullable Integer number) {
		return (number != null) ? number : 0;
	}

	private static Flux<Integer> numbers(@Nullable Integer limit) {
		return Flux.range(0, Math.max(0, orZero(limit)));
	}

	@Bean
	WorkerType<AtomicInteger, Integer> tally() {
		return AtomicInteger::new;
	}

	@Bean
	@WorkerFunction
	RpcFunction<AtomicInteger, Integer, Integer> add() {
		return (tally, amount) -> tally.addAndGet(orZero(amount));
	}

	@Bean
	@WorkerFunction
	OneWayFunction<AtomicInteger, Integer> note() {
		return (tally, amount) -> tally.addAndGet(orZero(amount));
	}

	@Bean
	@WorkerFunction
	StreamFunction<AtomicInteger, Integer, Integer> count() {
		return (tally, limit) -> numbers(limit);
	}

	@Bean
	@WorkerFunction
	StateFunction<AtomicInteger, Integer, Integer, Integer> watch() {
		return (tally, limit) -> new StateStream<>(orZero(limit), numbers(limit));
	}

	@Bean
	@WorkerFunction
	UploadFunction<AtomicInteger, Integer, Integer, Integer> sum() {
		return (tally, start, numbers) -> numbers.reduce(orZero(start), Integer::sum);
	}

	@Bean
	@WorkerFunction
	ChannelFunction<AtomicInteger, Integer, Integer, Integer> multiply() {
		return (tally, factor, numbers) -> numbers.map((number) -> orZero(factor) * number);
	}

}
