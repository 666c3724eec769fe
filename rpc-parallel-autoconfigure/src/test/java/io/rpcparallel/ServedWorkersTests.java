package io.rpcparallel;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for workers that are served in this process.
 */
@LeavesNothingBehind
class ServedWorkersTests {

	private final TestMaster master = TestMaster.start(Functions.class, "rpc-parallel.rpc.max-message-size=1MB");

	private final WorkerTemplate workers = this.master.workers();

	private final WorkerType<StringBuilder, String> notes = this.master.bean("notes");

	private final RpcFunction<StringBuilder, String, String> append = this.master.bean("append");

	@AfterEach
	void close() {
		this.master.close();
	}

	@Test
	void eachWorkerHasAStateOfItsOwn() {
		Worker<StringBuilder> first = this.workers.serve(this.notes, "first");
		Worker<StringBuilder> second = this.workers.serve(this.notes, "second");
		assertThat(first.id()).isNotEqualTo(second.id());
		assertThat(first.address()).isNotEqualTo(second.address());
		assertThat(first.pid()).isEqualTo(ProcessHandle.current().pid());
		try (WorkerConnection<StringBuilder> one = this.workers.connect(first);
				WorkerConnection<StringBuilder> two = this.workers.connect(second)) {
			assertThat(one.run(this.append, " a")).isEqualTo("first a");
			assertThat(two.run(this.append, " b")).isEqualTo("second b");
			assertThat(one.run(this.append, " c")).isEqualTo("first a c");
		}
	}

	@Test
	void theStateOutlivesItsConnections() {
		Worker<StringBuilder> worker = this.workers.serve(this.notes, "x");
		for (String expected : List.of("xa", "xaa", "xaaa")) {
			WorkerConnection<StringBuilder> connection = this.workers.connect(worker);
			assertThat(this.workers.run(connection, this.append, "a")).isEqualTo(expected);
			connection.close();
			assertThat(connection.isOpen()).isFalse();
		}
	}

	@Test
	void aWorkerWithoutStateRunsStatelessFunctions() {
		StatelessRpcFunction<Integer, byte[]> bytes = this.master.bean("bytes");
		try (WorkerConnection<Object> connection = this.workers.connect(this.workers.serve())) {
			assertThat(connection.run(bytes, 3)).hasSize(3);
			assertThatExceptionOfType(MessageTooLargeException.class)
				.isThrownBy(() -> connection.run(bytes, 1024 * 1024 + 1))
				.withMessageContaining("The result of function 'bytes'");
		}
	}

	@Test
	void shutdownEndsTheWorkerAndItsConnections() {
		Worker<StringBuilder> worker = this.workers.serve(this.notes, "x");
		Worker<StringBuilder> other = this.workers.serve(this.notes, "y");
		WorkerConnection<StringBuilder> connection = this.workers.connect(worker);
		this.workers.shutdown(worker);
		Awaitility.await().until(() -> !connection.isOpen());
		assertThatExceptionOfType(WorkerLostException.class).isThrownBy(() -> connection.run(this.append, "a"))
			.withMessageContaining("the call of function 'append' was not started");
		assertThatExceptionOfType(WorkerLostException.class).isThrownBy(() -> this.workers.connect(worker))
			.withMessageContaining("nobody answers at " + worker.address());
		assertThatExceptionOfType(WorkerLostException.class).isThrownBy(() -> this.workers.shutdown(worker));
		try (WorkerConnection<StringBuilder> open = this.workers.connect(other)) {
			assertThat(open.run(this.append, "a")).isEqualTo("ya");
		}
	}

	@Test
	void anInitFunctionThatThrowsFailsTheServeWithItsCause() {
		WorkerType<StringBuilder, Integer> failing = this.master.bean("failing");
		assertThatExceptionOfType(WorkerStartException.class).isThrownBy(() -> this.workers.serve(failing, 1))
			.withMessageContaining("its init function threw java.lang.IllegalStateException: no luck with 1")
			.satisfies((ex) -> {
				assertThat(ex.getCause()).isInstanceOf(RemoteThrowable.class).hasMessage("no luck with 1");
				assertThat(ex.getExitCode()).isNull();
			});
	}

	@Test
	@Tag("F1")
	void aHandleWithAnotherSecretIsNotLetIn() {
		Worker<StringBuilder> worker = this.workers.serve(this.notes, "x");
		assertNotLetIn(new Worker<>(worker.id(), worker.name(), worker.pid(), worker.address(),
				ConnectionSecret.random().text(), worker.rpc()));
	}

	@Test
	@Tag("F2")
	void aHandleOfAnotherWorkerIsNotLetIn() {
		Worker<StringBuilder> worker = this.workers.serve(this.notes, "x");
		assertNotLetIn(new Worker<>(UUID.randomUUID(), worker.name(), worker.pid(), worker.address(), worker.secret(),
				worker.rpc()));
	}

	@Test
	@Tag("F2")
	void theSecretOfOneWorkerDoesNotOpenAnother() {
		Worker<StringBuilder> worker = this.workers.serve(this.notes, "x");
		Worker<StringBuilder> other = this.workers.serve(this.notes, "y");
		assertNotLetIn(
				new Worker<>(worker.id(), worker.name(), worker.pid(), worker.address(), other.secret(), worker.rpc()));
		this.workers.connect(worker).close();
		this.workers.connect(worker).close();
	}

	private void assertNotLetIn(Worker<StringBuilder> stranger) {
		assertThatExceptionOfType(WorkerAuthenticationException.class).isThrownBy(() -> this.workers.connect(stranger))
			.withMessageContaining("refused the connection: it is not worker '%s'".formatted(stranger.name()))
			.satisfies((ex) -> assertThat(ex).hasMessageNotContaining(stranger.secret()));
		assertThatExceptionOfType(WorkerAuthenticationException.class)
			.isThrownBy(() -> this.workers.shutdown(stranger));
	}

	@Test
	void anArgumentThatCannotBeWrittenFailsTheCallAndNotTheConnection() {
		StatelessRpcFunction<Stubborn, Stubborn> repeat = this.master.bean("repeat");
		try (WorkerConnection<StringBuilder> connection = this.workers.connect(this.workers.serve(this.notes, "x"))) {
			assertThatExceptionOfType(PayloadConversionException.class)
				.isThrownBy(() -> connection.run(repeat, new Stubborn("query")))
				.withMessageContaining("the query of function 'repeat' for worker '")
				.withMessageContaining("could not be written as " + Stubborn.class.getName())
				.satisfies((ex) -> assertThat(ex).rootCause().hasMessageContaining("not this one"));
			assertThat(connection.run(this.append, "a")).isEqualTo("xa");
		}
	}

	@Test
	void aResultThatCannotBeWrittenIsThrownByTheFunctionAndNotByTheConnection() {
		StatelessRpcFunction<String, Stubborn> make = this.master.bean("make");
		try (WorkerConnection<StringBuilder> connection = this.workers.connect(this.workers.serve(this.notes, "x"))) {
			assertThat(connection.run(make, "fine").text()).isEqualTo("fine");
			assertThatExceptionOfType(RemoteFunctionException.class).isThrownBy(() -> connection.run(make, "result"))
				.withMessageContaining("not this one");
			assertThat(connection.run(this.append, "a")).isEqualTo("xa");
		}
	}

	@Test
	void aStrangeWorkerTypeIsUnknown() {
		Function<String, StringBuilder> create = StringBuilder::new;
		assertThatExceptionOfType(UnknownFunctionException.class)
			.isThrownBy(() -> this.workers.serve(create::apply, "x"))
			.withMessageContaining("is no WorkerType bean of this application");
	}

	@Test
	void closingTheMasterEndsWhatItServes() {
		Worker<StringBuilder> worker = this.workers.serve(this.notes, "x");
		WorkerConnection<StringBuilder> connection = this.workers.connect(worker);
		StatelessRpcFunction<String, String> sleep = this.master.bean("sleep");
		CompletableFuture<String> pending = connection.submit(sleep, "").toFuture();
		this.master.close();
		assertThat(connection.isOpen()).isFalse();
		assertThat(pending).failsWithin(Duration.ofSeconds(1))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(WorkerException.class);
		assertThatExceptionOfType(WorkerLostException.class).isThrownBy(() -> this.workers.connect(worker));
	}

	static final class Stubborn {

		private final String text;

		@JsonCreator
		Stubborn(String text) {
			this.text = text;
		}

		@JsonValue
		String text() {
			if (this.text.equals("query") || this.text.equals("result")) {
				throw new IllegalStateException("not this one");
			}
			return this.text;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Functions {

		@Bean
		WorkerType<StringBuilder, String> notes() {
			return StringBuilder::new;
		}

		@Bean
		WorkerType<StringBuilder, Integer> failing() {
			return (number) -> {
				throw new IllegalStateException("no luck with " + number);
			};
		}

		@Bean
		@WorkerFunction
		RpcFunction<StringBuilder, String, String> append() {
			return (state, text) -> state.append(text).toString();
		}

		@Bean
		@WorkerFunction
		StatelessRpcFunction<String, String> sleep() {
			return (query) -> {
				new CountDownLatch(1).await();
				return query;
			};
		}

		@Bean
		@WorkerFunction
		StatelessRpcFunction<Integer, byte[]> bytes() {
			return byte[]::new;
		}

		@Bean
		@WorkerFunction
		StatelessRpcFunction<Stubborn, Stubborn> repeat() {
			return (query) -> query;
		}

		@Bean
		@WorkerFunction
		StatelessRpcFunction<String, Stubborn> make() {
			return Stubborn::new;
		}

	}

}
