package io.rpcparallel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposable;

import io.rpcparallel.actuate.WorkerView;
import io.rpcparallel.actuate.WorkersEndpoint;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.master.WorkerState;
import io.rpcparallel.master.WorkerTable;
import io.rpcparallel.registry.WorkerFunctionRegistry;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A worker ends while its init function runs: the spawn fails soon, whoever ended it, and
 * the worker is gone.
 */
@LeavesNothingBehind
class ShutdownDuringWorkerInitIntegrationTests {

	private static final Duration SOON = Duration.ofSeconds(15);

	@TempDir
	private Path folder;

	@Test
	void theApplicationIsClosed() {
		try (TestMaster master = TestMaster.start(SlowInit.class)) {
			CompletableFuture<WorkerConnection<Object>> spawn = spawn(master, "waits");
			long pid = awaitInit();
			master.context().close();
			assertThatExceptionOfType(WorkerStartException.class).isThrownBy(() -> result(spawn))
				.withMessageContaining("the application is closed");
			awaitGone(pid);
		}
	}

	@Test
	void theSpawnIsCancelled() {
		try (TestMaster master = TestMaster.start(SlowInit.class)) {
			WorkerType<Object, String[]> type = master.bean("type");
			Disposable subscription = master.workers()
				.spawnAsync(type, argument("waits"), SpawnOptions.defaults())
				.subscribe();
			long pid = awaitInit();
			whatItIsStuckInIsSeen(master);
			subscription.dispose();
			awaitGone(pid);
		}
	}

	private static void whatItIsStuckInIsSeen(TestMaster master) {
		WorkersEndpoint endpoint = new WorkersEndpoint(master.context().getBean(WorkerTable.class),
				master.context().getBean(WorkerFunctionRegistry.class),
				() -> master.context().getBean(WorkerEngine.class));
		assertThat(endpoint.worker("worker-1")).satisfies((worker) -> {
			assertThat(worker.worker().state()).isEqualTo(WorkerState.STARTING);
			assertThat(worker.command()).anyMatch((argument) -> argument.endsWith("java"));
		});
		Awaitility.await()
			.atMost(SOON)
			.untilAsserted(() -> assertThat(endpoint.view("worker-1", WorkerView.Kind.THREADDUMP, null))
				.isInstanceOfSatisfying(WorkerView.ThreadDump.class, (threads) -> assertThat(threads.dump())
					.contains("CountDownLatch.await", SlowInit.class.getName())));
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> endpoint.end("worker-1", true));
	}

	@Test
	void theInitFunctionEndsTheProcess() {
		try (TestMaster master = TestMaster.start(SlowInit.class)) {
			CompletableFuture<WorkerConnection<Object>> spawn = spawn(master, "exits");
			assertThatExceptionOfType(WorkerStartException.class).isThrownBy(() -> result(spawn))
				.withMessageContaining("exit code 12")
				.satisfies((ex) -> assertThat(ex.getExitCode()).isEqualTo(12));
		}
	}

	@Test
	void theInitFunctionThrowsAndTheMasterLivesOn() {
		try (TestMaster master = TestMaster.start(SlowInit.class)) {
			CompletableFuture<WorkerConnection<Object>> spawn = spawn(master, "throws");
			assertThatExceptionOfType(WorkerStartException.class).isThrownBy(() -> result(spawn))
				.withMessageContaining("text: 'init raised'");
			awaitGone(awaitInit());
			StatelessRpcFunction<String, String> echo = master.bean("echo");
			try (WorkerConnection<Object> next = master.workers().spawn()) {
				assertThat(next.run(echo, "a")).isEqualTo("a");
			}
		}
	}

	@Test
	void theWorkerIsKilled() {
		try (TestMaster master = TestMaster.start(SlowInit.class)) {
			CompletableFuture<WorkerConnection<Object>> spawn = spawn(master, "waits");
			ProcessHandle.of(awaitInit()).orElseThrow().destroyForcibly();
			assertThatExceptionOfType(WorkerStartException.class).isThrownBy(() -> result(spawn))
				.withMessageContaining("exit code 137");
		}
	}

	private CompletableFuture<WorkerConnection<Object>> spawn(TestMaster master, String how) {
		WorkerType<Object, String[]> type = master.bean("type");
		return master.workers().spawnAsync(type, argument(how), SpawnOptions.defaults()).toFuture();
	}

	private String[] argument(String how) {
		return new String[] { how, this.folder.resolve("pid").toString() };
	}

	private static WorkerConnection<Object> result(CompletableFuture<WorkerConnection<Object>> spawn) {
		Awaitility.await("the spawn has ended").atMost(SOON).until(spawn::isDone);
		try {
			return spawn.join();
		}
		catch (CompletionException ex) {
			throw (RuntimeException) ex.getCause();
		}
	}

	private long awaitInit() {
		Path pid = this.folder.resolve("pid");
		Awaitility.await("the init function runs").atMost(Duration.ofSeconds(60)).until(() -> Files.exists(pid));
		try {
			return Long.parseLong(Files.readString(pid));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// Not as a zombie either: the process table has it no more
	private static void awaitGone(long pid) {
		Awaitility.await("the worker is gone").atMost(SOON).until(() -> !Files.exists(Path.of("/proc/" + pid)));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class SlowInit {

		@Bean
		WorkerType<Object, String[]> type() {
			return (argument) -> {
				Path pid = Path.of(argument[1]);
				Path written = Files.writeString(pid.resolveSibling("written"), "" + ProcessHandle.current().pid());
				Files.move(written, pid);
				switch (argument[0]) {
					case "exits" -> System.exit(12);
					case "throws" -> throw new IllegalStateException("text: 'init raised'");
					default -> new CountDownLatch(1).await();
				}
				return new Object();
			};
		}

		@Bean
		@WorkerFunction
		StatelessRpcFunction<String, String> echo() {
			return (text) -> text;
		}

	}

}
