package io.rpcparallel.test.model;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.function.AsyncRpcFunction;
import io.rpcparallel.function.OneWayFunction;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.function.UploadFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.function.WorkerType;

/**
 * Functions of all kinds over a sum, which is easy to foretell.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ModelApplication {

	public static void main(String[] args) {
		SpringApplication.run(ModelApplication.class, args);
	}

	@Bean
	WorkerType<AtomicInteger, Integer> sum() {
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
		return (sum, number) -> Mono.fromSupplier(() -> sum.addAndGet(number));
	}

	@Bean
	@WorkerFunction
	OneWayFunction<AtomicInteger, Integer> addUnasked() {
		return AtomicInteger::addAndGet;
	}

	@Bean
	@WorkerFunction
	RpcFunction<AtomicInteger, String, String> fail() {
		return (sum, message) -> {
			throw new IllegalStateException(message);
		};
	}

	@Bean
	@WorkerFunction
	RpcFunction<AtomicInteger, String, String> sleep() {
		return (sum, text) -> {
			new CountDownLatch(1).await();
			return text;
		};
	}

	@Bean
	@WorkerFunction
	StreamFunction<AtomicInteger, Integer, Integer> count() {
		return (sum, limit) -> Flux.range(0, limit);
	}

	@Bean
	@WorkerFunction
	UploadFunction<AtomicInteger, Integer, Integer, Integer> addAll() {
		return (sum, first, numbers) -> numbers.reduce(first, Integer::sum).map(sum::addAndGet);
	}

}
