package io.rpcparallel.test;

import java.time.Clock;
import java.util.concurrent.CountDownLatch;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.function.WorkerType;

/**
 * An application whose workers fail to start, in the way that the variable {@code FAULT}
 * of their environment says.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class FaultyApplication {

	public static void main(String[] args) throws InterruptedException {
		switch (fault()) {
			case "main-throws" -> throw new IllegalStateException("main is broken");
			case "main-exits" -> System.exit(7);
			case "main-hangs" -> new CountDownLatch(1).await();
			case "main-says-nothing" -> Runtime.getRuntime().halt(9);
			default -> SpringApplication.run(FaultyApplication.class, args);
		}
	}

	private static String fault() {
		return System.getenv().getOrDefault("FAULT", "none");
	}

	@Bean
	@Lazy(false)
	Thread broken() {
		if (fault().equals("bean-fails")) {
			Thread thread = new Thread(() -> {
				try {
					new CountDownLatch(1).await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}, "keeps the JVM alive");
			thread.start();
			throw new IllegalStateException("the bean is broken");
		}
		return Thread.currentThread();
	}

	@Bean
	@Lazy(false)
	@ConditionalOnProperty(name = "fault", havingValue = "bean-missing")
	String clocked(Clock clock) {
		return clock.toString();
	}

	@Bean
	WorkerType<Object, String> type() {
		return (init) -> {
			switch (init) {
				case "throws" -> throw new IllegalArgumentException("the init function is broken");
				case "hangs" -> new CountDownLatch(1).await();
				case "stops" -> Processes.signal("STOP", ProcessHandle.current().pid());
				case "halts" -> Runtime.getRuntime().halt(11);
				default -> {
				}
			}
			return new Object();
		};
	}

	@Bean
	@WorkerFunction
	@ConditionalOnProperty(name = "fault", havingValue = "other-functions")
	StatelessRpcFunction<String, String> extra() {
		return (text) -> text;
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> echo() {
		return (text) -> text;
	}

}
