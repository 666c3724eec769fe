package io.rpcparallel.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.rpcparallel.ParentHeartbeat;
import io.rpcparallel.SpawnOptions;
import io.rpcparallel.Worker;
import io.rpcparallel.WorkerLifetime;
import io.rpcparallel.WorkerOperations;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.function.WorkerType;

/**
 * An application whose workers launch workers, and do something when they lose the one
 * that launched them.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(CounterApplication.class)
public class FamilyApplication {

	/**
	 * A property that makes the workers of workers start fast too.
	 */
	public static final String FAST_WORKERS = "rpc-parallel.launch.environment.RPCPARALLEL_LAUNCH_JVMARGUMENTS="
			+ TestMaster.FAST_JVM;

	public static void main(String[] args) {
		SpringApplication.run(FamilyApplication.class, args);
	}

	/**
	 * Launches a worker of type {@code counter} that starts at 5.
	 */
	@Bean
	@WorkerFunction
	StatelessRpcFunction<Child, Worker<Counter>> launchCounter(WorkerOperations workers,
			WorkerType<Counter, Integer> counter) {
		return (child) -> workers.launch(counter, 5, child.options());
	}

	/**
	 * Begins to launch a worker that is never initialised.
	 */
	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> launchEndless(WorkerOperations workers, WorkerType<Object, String> endless) {
		return (file) -> {
			workers.launchAsync(endless, file, SpawnOptions.defaults().withLifetime(WorkerLifetime.EXPLICIT))
				.subscribe();
			return file;
		};
	}

	/**
	 * Writes its process id into the file it is given, and never ends to be made.
	 */
	@Bean
	WorkerType<Object, String> endless() {
		return (file) -> {
			append(file, Long.toString(ProcessHandle.current().pid()));
			new CountDownLatch(1).await();
			return file;
		};
	}

	/**
	 * Appends a line to a file when the master is lost.
	 */
	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, Boolean> noteLoss(ParentHeartbeat heartbeat) {
		return (file) -> {
			heartbeat.onLoss(() -> append(file, "lost by " + ProcessHandle.current().pid()));
			return heartbeat.isSpawned();
		};
	}

	/**
	 * Throws when the master is lost.
	 */
	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, Boolean> throwAtLoss(ParentHeartbeat heartbeat) {
		return (message) -> {
			heartbeat.onLoss(() -> {
				throw new IllegalStateException(message);
			});
			return heartbeat.isSpawned();
		};
	}

	/**
	 * Does something that never ends when the master is lost.
	 */
	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, Boolean> hangAtLoss(ParentHeartbeat heartbeat) {
		return (ignored) -> {
			heartbeat.onLoss(() -> {
				while (true) {
					Thread.onSpinWait();
				}
			});
			return heartbeat.isSpawned();
		};
	}

	/**
	 * Keeps its worker busy for a number of milliseconds.
	 */
	@Bean
	@WorkerFunction
	StatelessRpcFunction<Long, Long> spin() {
		return (millis) -> {
			long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
			while (System.nanoTime() < end) {
				Thread.onSpinWait();
			}
			return millis;
		};
	}

	private static void append(String file, String line) {
		try {
			Files.writeString(Path.of(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Which worker to launch.
	 *
	 * @param name its name
	 * @param lifetime when it ends
	 * @param heartbeatTimeout how long it and its master may be silent
	 */
	public record Child(String name, WorkerLifetime lifetime, Duration heartbeatTimeout) {

		public static Child of(String name, WorkerLifetime lifetime) {
			return new Child(name, lifetime, Duration.ofSeconds(30));
		}

		SpawnOptions options() {
			return SpawnOptions.defaults()
				.withName(this.name)
				.withLifetime(this.lifetime)
				.withRpcSettings((rpc) -> rpc.withHeartbeat(Duration.ofMillis(200), this.heartbeatTimeout));
		}

	}

}
