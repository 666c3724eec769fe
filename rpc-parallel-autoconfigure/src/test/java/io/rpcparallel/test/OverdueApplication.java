package io.rpcparallel.test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.rpcparallel.CallContext;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;

/**
 * An application with functions that don't end by themselves.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class OverdueApplication {

	private final Object left = new Object();

	private final Object right = new Object();

	private final CountDownLatch bothHeld = new CountDownLatch(2);

	private final AtomicInteger interrupted = new AtomicInteger();

	private final AtomicInteger counted = new AtomicInteger();

	public static void main(String[] args) {
		SpringApplication.run(OverdueApplication.class, args);
	}

	/**
	 * Works until it is interrupted.
	 */
	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> workForEver() {
		return (query) -> {
			long work = 0;
			while (!Thread.currentThread().isInterrupted()) {
				work++;
			}
			this.interrupted.incrementAndGet();
			throw new InterruptedException("after %d".formatted(work));
		};
	}

	/**
	 * Sleeps for ever and takes no notice of interruptions.
	 */
	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> sleepForEver() {
		return (query) -> {
			CountDownLatch never = new CountDownLatch(1);
			while (true) {
				try {
					never.await();
				}
				catch (InterruptedException ex) {
					this.interrupted.incrementAndGet();
				}
			}
		};
	}

	/**
	 * Waits for ever with another call that was asked for the other order.
	 */
	@Bean
	@WorkerFunction
	StatelessRpcFunction<Boolean, String> lockBoth() {
		return (leftFirst) -> {
			synchronized (leftFirst ? this.left : this.right) {
				this.bothHeld.countDown();
				this.bothHeld.await();
				synchronized (leftFirst ? this.right : this.left) {
					return "never";
				}
			}
		};
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, Integer> count() {
		return (query) -> this.counted.incrementAndGet();
	}

	/**
	 * Tells how many seconds remain, or -1.
	 */
	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, Long> secondsLeft() {
		return (query) -> CallContext.current().flatMap(CallContext::remaining).map(Duration::toSeconds).orElse(-1L);
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, Integer> countInterrupted() {
		return (query) -> this.interrupted.get();
	}

}
