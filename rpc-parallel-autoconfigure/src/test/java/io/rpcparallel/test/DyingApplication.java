package io.rpcparallel.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.ContextRefreshedEvent;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.WorkerOperations;
import io.rpcparallel.function.StatelessRpcFunction;

/**
 * A master with an idle worker that has a child, one that sleeps, one in a counted loop
 * and one that is still starting. Says {@code READY} and the pids of these, and then ends
 * in the way that its first argument says when its standard input ends.
 */
@Configuration(proxyBeanMethods = false)
@Import(CounterApplication.class)
public class DyingApplication {

	public static void main(String[] args) throws InterruptedException {
		if (args.length > 0 && args[0].equals("return")) {
			// Nothing of ours may keep the JVM alive once main has returned
			SpringApplication.run(DyingApplication.class, args);
			return;
		}
		SpringApplication.run(DyingApplication.class, args);
		new CountDownLatch(1).await();
	}

	@Bean
	@Lazy(false)
	Object stuck() throws InterruptedException {
		if (System.getenv("STUCK") != null) {
			System.err.println("stuck");
			new CountDownLatch(1).await();
		}
		return new Object();
	}

	@Bean
	CommandLineRunner runner(WorkerOperations workers, StatelessRpcFunction<String, String> sleep,
			StatelessRpcFunction<Integer, Integer> countForEver, StatelessRpcFunction<Integer, Long> startSleep) {
		return (args) -> {
			startWorkers(workers, sleep, countForEver, startSleep);
			if (args[0].equals("throw")) {
				throw new IllegalStateException("the runner is broken");
			}
			if (args[0].equals("exit in a hook")) {
				Runtime.getRuntime().addShutdownHook(new Thread(() -> System.exit(6)));
			}
			if (args[0].startsWith("exit")) {
				System.exit(5);
			}
		};
	}

	@Bean
	ApplicationListener<ContextRefreshedEvent> lastOfTheRefresh(ApplicationArguments arguments,
			WorkerOperations workers, StatelessRpcFunction<String, String> sleep,
			StatelessRpcFunction<Integer, Integer> countForEver, StatelessRpcFunction<Integer, Long> startSleep) {
		return (event) -> {
			if (List.of(arguments.getSourceArgs()).contains("failed refresh")) {
				startWorkers(workers, sleep, countForEver, startSleep);
				throw new IllegalStateException("the refresh fails");
			}
		};
	}

	private static void startWorkers(WorkerOperations workers, StatelessRpcFunction<String, String> sleep,
			StatelessRpcFunction<Integer, Integer> countForEver, StatelessRpcFunction<Integer, Long> startSleep) {
		long childOfIdle = workers.spawn().run(startSleep, 1000);
		workers.spawn().submit(sleep, "x").subscribe();
		workers.spawn().submit(countForEver, 1).subscribe();
		workers.spawnAsync(SpawnOptions.defaults().withName("starting").withEnvironment("STUCK", "yes"))
			.onErrorComplete()
			.subscribe();
		awaitFourChildren();
		System.out.println("READY " + ProcessHandle.current()
			.children()
			.map((child) -> Long.toString(child.pid()))
			.collect(Collectors.joining(",")) + "," + childOfIdle);
		awaitEndOfInput();
	}

	private static void awaitFourChildren() {
		while (ProcessHandle.current().children().count() < 4) {
			Thread.onSpinWait();
		}
	}

	private static void awaitEndOfInput() {
		try {
			System.in.read();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
