package io.rpcparallel.test;

import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.function.AsyncRpcFunction;
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
 * An application with one function of each kind.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class StressApplication {

	public static void main(String[] args) {
		SpringApplication.run(StressApplication.class, args);
	}

	@Bean
	WorkerType<AtomicInteger, Integer> tally() {
		return AtomicInteger::new;
	}

	@Bean
	@WorkerFunction
	RpcFunction<AtomicInteger, Integer, Integer> add() {
		return AtomicInteger::addAndGet;
	}

	@Bean
	@WorkerFunction
	AsyncRpcFunction<AtomicInteger, Integer, Integer> addLater() {
		return (tally, amount) -> Mono.fromSupplier(() -> tally.addAndGet(amount));
	}

	@Bean
	@WorkerFunction
	OneWayFunction<AtomicInteger, Integer> note() {
		return AtomicInteger::addAndGet;
	}

	@Bean
	@WorkerFunction
	StreamFunction<AtomicInteger, Integer, Integer> count() {
		return (tally, limit) -> Flux.range(0, limit);
	}

	@Bean
	@WorkerFunction
	StateFunction<AtomicInteger, Integer, Integer, Integer> watch() {
		return (tally, limit) -> new StateStream<>(limit, Flux.range(0, limit));
	}

	@Bean
	@WorkerFunction
	UploadFunction<AtomicInteger, Integer, Integer, Integer> sum() {
		return (tally, start, numbers) -> numbers.reduce(start, Integer::sum);
	}

	@Bean
	@WorkerFunction
	ChannelFunction<AtomicInteger, Integer, Integer, Integer> multiply() {
		return (tally, factor, numbers) -> numbers.map((number) -> factor * number);
	}

}
