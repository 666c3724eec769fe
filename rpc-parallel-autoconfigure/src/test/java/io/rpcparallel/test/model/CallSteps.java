package io.rpcparallel.test.model;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

import io.rpcparallel.RemoteFunctionException;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.function.OneWayFunction;
import io.rpcparallel.function.RequestResponseFunction;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.function.UploadFunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Steps that call functions. On a connection that has ended they are lost.
 */
final class CallSteps {

	static final int MOST_PENDING = 3;

	private static final int ELEMENTS = 100;

	private CallSteps() {
	}

	static void add(ModelRun run, Step step) {
		addBy(run, step, "add");
	}

	static void addLater(ModelRun run, Step step) {
		addBy(run, step, "addLater");
	}

	private static void addBy(ModelRun run, Step step, String name) {
		RequestResponseFunction<AtomicInteger, Integer, Integer> function = run.master().bean(name);
		call(run, step, (connection) -> {
			int expected = connection.worker().add(step.number());
			assertThat(connection.calls().run(function, step.number(), ModelRun.PATIENCE)).isEqualTo(expected);
		}, (calls) -> calls.run(function, step.number(), ModelRun.PATIENCE));
	}

	static void addUnasked(ModelRun run, Step step) {
		OneWayFunction<AtomicInteger, Integer> function = run.master().bean("addUnasked");
		RequestResponseFunction<AtomicInteger, Integer, Integer> add = run.master().bean("add");
		call(run, step, (connection) -> {
			connection.calls().send(function, step.number());
			int expected = connection.worker().add(step.number());
			ModelRun.await("the sum becomes " + expected,
					() -> connection.calls().run(add, 0, ModelRun.PATIENCE) == expected);
		}, (calls) -> calls.send(function, step.number()));
	}

	static void fail(ModelRun run, Step step) {
		RequestResponseFunction<AtomicInteger, String, String> function = run.master().bean("fail");
		call(run, step,
				(connection) -> assertThatExceptionOfType(RemoteFunctionException.class)
					.isThrownBy(() -> connection.calls().run(function, step.toString(), ModelRun.PATIENCE))
					.withMessageContaining(step.toString()),
				(calls) -> calls.run(function, "x", ModelRun.PATIENCE));
	}

	static void count(ModelRun run, Step step) {
		StreamFunction<AtomicInteger, Integer, Integer> function = run.master().bean("count");
		call(run, step,
				(connection) -> assertThat(connection.calls()
					.stream(function, ELEMENTS)
					.take(3L * step.number())
					.collectList()
					.block(ModelRun.PATIENCE)).isEqualTo(numbers(Math.min(ELEMENTS, 3 * step.number()))),
				(calls) -> calls.stream(function, ELEMENTS).blockLast(ModelRun.PATIENCE));
	}

	static void addAll(ModelRun run, Step step) {
		UploadFunction<AtomicInteger, Integer, Integer, Integer> function = run.master().bean("addAll");
		Flux<Integer> numbers = Flux.range(0, step.number());
		call(run, step, (connection) -> {
			int expected = connection.worker().add(1 + step.number() * (step.number() - 1) / 2);
			assertThat(connection.calls().upload(function, 1, numbers).block(ModelRun.PATIENCE)).isEqualTo(expected);
		}, (calls) -> calls.upload(function, 1, numbers).block(ModelRun.PATIENCE));
	}

	/**
	 * Occupies a place of the worker.
	 */
	static void sleep(ModelRun run, Step step) {
		RequestResponseFunction<AtomicInteger, String, String> function = run.master().bean("sleep");
		call(run, step, (connection) -> {
			if (hasPlace(run, connection)) {
				CompletableFuture<String> end = connection.calls().submit(function, "x").toFuture();
				run.pending().add(new ModelCall(connection, end, () -> end.cancel(true)));
			}
		}, (calls) -> calls.submit(function, "x").block(ModelRun.PATIENCE));
	}

	/**
	 * Takes the beginning of a stream, and then no more.
	 */
	static void hold(ModelRun run, Step step) {
		StreamFunction<AtomicInteger, Integer, Integer> function = run.master().bean("count");
		call(run, step, (connection) -> {
			if (hasPlace(run, connection)) {
				Held held = new Held(step.number());
				connection.calls().stream(function, ELEMENTS).subscribe(held);
				ModelRun.await("%d elements come".formatted(step.number()),
						() -> held.received.get() == step.number() || held.end.isDone());
				run.pending().add(new ModelCall(connection, held.end, held::cancel));
			}
		}, (calls) -> calls.stream(function, ELEMENTS).blockLast(ModelRun.PATIENCE));
	}

	private static boolean hasPlace(ModelRun run, ModelConnection connection) {
		return run.pending()
			.stream()
			.filter((call) -> call.connection().worker() == connection.worker())
			.count() < MOST_PENDING;
	}

	private static void call(ModelRun run, Step step, Consumer<ModelConnection> whenOpen,
			Consumer<WorkerConnection<AtomicInteger>> otherwise) {
		if (run.connections().isEmpty()) {
			return;
		}
		ModelConnection connection = step.pick(run.connections());
		if (connection.isOpen()) {
			whenOpen.accept(connection);
		}
		else {
			ThrowingCallable lost = () -> otherwise.accept(connection.calls());
			ModelRun.assertLost(lost);
		}
	}

	private static List<Integer> numbers(int count) {
		return IntStream.range(0, count).boxed().toList();
	}

	/**
	 * A subscriber that takes some elements.
	 */
	private static final class Held extends BaseSubscriber<Integer> {

		private final int wanted;

		private final AtomicInteger received = new AtomicInteger();

		private final CompletableFuture<Void> end = new CompletableFuture<>();

		Held(int wanted) {
			this.wanted = wanted;
		}

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			subscription.request(this.wanted);
		}

		@Override
		protected void hookOnNext(Integer element) {
			if (element != this.received.getAndIncrement()) {
				this.end.completeExceptionally(new AssertionError("Element %d is out of order".formatted(element)));
			}
		}

		@Override
		protected void hookOnComplete() {
			this.end.complete(null);
		}

		@Override
		protected void hookOnError(Throwable failure) {
			this.end.completeExceptionally(failure);
		}

	}

}
