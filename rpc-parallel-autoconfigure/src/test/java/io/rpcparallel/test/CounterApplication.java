package io.rpcparallel.test;

import java.util.concurrent.CountDownLatch;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

import io.rpcparallel.function.AsyncRpcFunction;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.function.WorkerType;

/**
 * An application with a worker type and functions of each kind.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class CounterApplication {

	public static void main(String[] args) {
		SpringApplication.run(CounterApplication.class, args);
	}

	@Bean
	WorkerType<Counter, Integer> counter() {
		return Counter::new;
	}

	@Bean
	@WorkerFunction
	RpcFunction<Counter, Integer, Integer> add() {
		return Counter::add;
	}

	@Bean
	@WorkerFunction
	AsyncRpcFunction<Counter, Integer, Integer> addLater() {
		return (counter, amount) -> Mono.fromSupplier(() -> counter.add(amount));
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> echo() {
		return (text) -> text;
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<Integer, byte[]> bytes() {
		return byte[]::new;
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<Integer, Integer> exit() {
		return (code) -> {
			System.exit(code);
			return code;
		};
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<Integer, Integer> halt() {
		return (code) -> {
			Runtime.getRuntime().halt(code);
			return code;
		};
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> fail() {
		return (message) -> {
			throw new IllegalStateException(message, new IllegalArgumentException("the cause"));
		};
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> sleep() {
		return (ignored) -> {
			new CountDownLatch(1).await();
			return ignored;
		};
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> refuseToExit() {
		return (text) -> {
			Runtime.getRuntime().addShutdownHook(new Thread(() -> {
				while (true) {
					Thread.onSpinWait();
				}
			}));
			return text;
		};
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<Integer, Long> startSleep() {
		return (seconds) -> new ProcessBuilder("sleep", seconds.toString()).start().pid();
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<Integer, Integer> countForEver() {
		return (start) -> {
			int sum = start;
			while (sum != Integer.MIN_VALUE + 1 || start == 0) {
				for (int i = 0; i < Integer.MAX_VALUE; i++) {
					sum += i ^ sum;
				}
			}
			return sum;
		};
	}

}
