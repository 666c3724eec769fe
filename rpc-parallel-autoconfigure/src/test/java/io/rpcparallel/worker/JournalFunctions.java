package io.rpcparallel.worker;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.rpcparallel.function.AsyncRpcFunction;
import io.rpcparallel.function.OneWayFunction;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.function.UploadFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.function.WorkerType;

/**
 * Functions that record what happens to them.
 */
@Configuration(proxyBeanMethods = false)
class JournalFunctions {

	@Bean
	Journal journal() {
		return new Journal();
	}

	@Bean
	WorkerType<State, String> type(Journal journal) {
		return (text) -> {
			if (text.equals("fail")) {
				throw new IllegalArgumentException("no state from 'fail'");
			}
			return new State(text, journal);
		};
	}

	@Bean
	@WorkerFunction
	RpcFunction<State, String, String> text() {
		return (state, query) -> state.text + query;
	}

	@Bean
	@WorkerFunction
	OneWayFunction<State, String> note(Journal journal) {
		return (state, query) -> journal.started.incrementAndGet();
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<Integer, Integer> count() {
		return (number) -> number + 1;
	}

	@Bean
	@WorkerFunction
	AsyncRpcFunction<State, String, String> later() {
		return (state, query) -> Mono.fromSupplier(() -> state.text + query);
	}

	@Bean
	@WorkerFunction
	AsyncRpcFunction<State, String, String> nothing() {
		return (state, query) -> Mono.empty();
	}

	@Bean
	@WorkerFunction
	AsyncRpcFunction<State, String, String> raiseLater() {
		return (state, query) -> Mono.error(new IllegalStateException(query));
	}

	@Bean
	@WorkerFunction
	AsyncRpcFunction<State, String, String> laterOnDemand(Journal journal) {
		return (state, query) -> journal.pending.asMono();
	}

	@Bean
	@WorkerFunction
	StreamFunction<State, String, String> letters(Journal journal) {
		return (state, query) -> Flux.just("a", "b").doFirst(journal.started::incrementAndGet);
	}

	@Bean
	@WorkerFunction
	UploadFunction<State, String, String, Long> received(Journal journal) {
		return (state, query, updates) -> updates.doFirst(journal.started::incrementAndGet).count();
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> raise() {
		return (query) -> switch (query) {
			case "stack" -> String.valueOf(recurse(0));
			case "linkage" -> throw new NoClassDefFoundError(query);
			default -> throw new AssertionError(query);
		};
	}

	private static int recurse(int depth) {
		return recurse(depth + 1) + 1;
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, Void> overlap(Journal journal) {
		return (query) -> {
			int running = journal.running.incrementAndGet();
			journal.mostRunning.accumulateAndGet(running, Math::max);
			journal.started.incrementAndGet();
			journal.proceed.acquire();
			journal.running.decrementAndGet();
			return null;
		};
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, Void> sleep(Journal journal) {
		return (query) -> {
			journal.sleeping.countDown();
			try {
				new CountDownLatch(1).await();
				return null;
			}
			catch (InterruptedException ex) {
				journal.interrupted.countDown();
				throw ex;
			}
		};
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, Void> hold(Journal journal) {
		return (query) -> {
			journal.started.incrementAndGet();
			journal.proceed.acquireUninterruptibly();
			return null;
		};
	}

	/**
	 * What has happened.
	 */
	static class Journal {

		final AtomicInteger started = new AtomicInteger();

		final AtomicInteger running = new AtomicInteger();

		final AtomicInteger mostRunning = new AtomicInteger();

		final Semaphore proceed = new Semaphore(0);

		final CountDownLatch sleeping = new CountDownLatch(1);

		final CountDownLatch interrupted = new CountDownLatch(1);

		final Sinks.One<String> pending = Sinks.one();

		final List<String> closed = new CopyOnWriteArrayList<>();

	}

	/**
	 * A state that is closed.
	 */
	static class State implements AutoCloseable {

		private final String text;

		private final Journal journal;

		State(String text, Journal journal) {
			this.text = text;
			this.journal = journal;
		}

		@Override
		public void close() throws IOException {
			this.journal.closed.add(this.text);
			if (this.text.equals("stuck")) {
				throw new IOException("can't be closed");
			}
		}

	}

}
