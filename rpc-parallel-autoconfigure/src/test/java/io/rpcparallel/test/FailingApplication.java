package io.rpcparallel.test;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;

import io.rpcparallel.function.OneWayFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.function.WorkerType;

/**
 * An application whose functions fail when nobody waits for an answer.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class FailingApplication {

	// How many producers have blocked in this process, and were interrupted
	private final AtomicInteger blocked = new AtomicInteger();

	private final AtomicInteger interrupted = new AtomicInteger();

	public static void main(String[] args) {
		SpringApplication.run(FailingApplication.class, args);
	}

	@Bean
	WorkerType<String, String> stateful() {
		return (name) -> name;
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> echo() {
		return (text) -> text;
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> sleep() {
		return (text) -> {
			new CountDownLatch(1).await();
			return text;
		};
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> failInThread() {
		return (message) -> {
			new Thread(() -> {
				throw new IllegalStateException(message, new IllegalArgumentException("the cause of " + message));
			}, "background").start();
			return message;
		};
	}

	@Bean
	@WorkerFunction
	OneWayFunction<Object, String> failLater() {
		return (state, message) -> {
			throw new IllegalStateException(message);
		};
	}

	@Bean
	@WorkerFunction
	OneWayFunction<Object, String> sleepLater() {
		return (state, message) -> new CountDownLatch(1).await();
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> throwInternalError() {
		return (message) -> {
			throw new InternalError(message);
		};
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<Integer, Integer> throwOutOfMemoryError() {
		return (size) -> new long[size].length;
	}

	/**
	 * Gives one element, blocks until it is cancelled, and fails then with something
	 * else.
	 */
	@Bean
	@WorkerFunction
	StreamFunction<Object, String, Integer> failAfterCancel() {
		return (state, message) -> afterFirst(() -> {
			try {
				block();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(message);
			}
		});
	}

	/**
	 * Gives one element and blocks until it is cancelled.
	 */
	@Bean
	@WorkerFunction
	StreamFunction<Object, String, Integer> blockAfterFirst() {
		return (state, message) -> afterFirst(() -> {
			try {
				block();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException(message, ex);
			}
		});
	}

	private static Flux<Integer> afterFirst(Runnable next) {
		return Flux.generate(() -> 1, (number, sink) -> {
			if (number > 1) {
				next.run();
			}
			sink.next(number);
			return number + 1;
		});
	}

	private void block() throws InterruptedException {
		this.blocked.incrementAndGet();
		try {
			new CountDownLatch(1).await();
		}
		finally {
			this.interrupted.incrementAndGet();
		}
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, Integer> countBlocked() {
		return (ignored) -> this.blocked.get();
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, Integer> countInterrupted() {
		return (ignored) -> this.interrupted.get();
	}

}
