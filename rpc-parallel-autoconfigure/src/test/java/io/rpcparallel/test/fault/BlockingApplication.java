package io.rpcparallel.test.fault;

import java.time.Duration;
import java.util.concurrent.Semaphore;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.function.AsyncRpcFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.function.WorkerFunction;

/**
 * Functions that block, of which some should not.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class BlockingApplication {

	/**
	 * What they wait for.
	 */
	@Bean
	Semaphore proceed() {
		return new Semaphore(0);
	}

	/**
	 * Blocks a thread of Reactor's.
	 */
	@Bean
	@WorkerFunction
	AsyncRpcFunction<Object, String, String> careless(Semaphore proceed) {
		return (state, text) -> Mono.delay(Duration.ofMillis(10)).map((tick) -> {
			proceed.acquireUninterruptibly();
			return text;
		});
	}

	/**
	 * Blocks the thread on which it hears that it is cancelled.
	 */
	@Bean
	@WorkerFunction
	StreamFunction<Object, String, String> reluctant(Semaphore proceed) {
		return (state, text) -> Flux.concat(Mono.just(text), Mono.<String>never())
			.doOnCancel(proceed::acquireUninterruptibly);
	}

	/**
	 * Blocks a thread of its own, as it may.
	 */
	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> patient(Semaphore proceed) {
		return (text) -> {
			proceed.acquire();
			return text;
		};
	}

	/**
	 * Uses a thread of Reactor's now and then, and blocks nothing.
	 */
	@Bean
	@WorkerFunction
	StreamFunction<Object, String, Long> ticking() {
		return (state, text) -> Flux.interval(Duration.ofMillis(5)).onBackpressureDrop();
	}

}
