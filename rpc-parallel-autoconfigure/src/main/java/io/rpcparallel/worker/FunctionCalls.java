package io.rpcparallel.worker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import io.rpcparallel.function.AsyncRpcFunction;
import io.rpcparallel.function.ChannelFunction;
import io.rpcparallel.function.OneWayFunction;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StateFunction;
import io.rpcparallel.function.StateStream;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.function.UploadFunction;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.registry.PayloadRole;
import io.rpcparallel.registry.RegisteredFunction;

/**
 * Executes functions of every kind against a state. What they return is typed where their
 * call was compiled, and checked there.
 */
@SuppressWarnings({ "unchecked", "NullAway" })
class FunctionCalls {

	/**
	 * How many elements of a caller's stream may wait for the function. Few, so that a
	 * slow function slows its caller.
	 */
	private static final int WAITING_UPDATES = 32;

	private static final int WAITING_STATE_UPDATES = 256;

	private final CallExecutor executor;

	private final ReplyWriter payloads;

	private final Failures failures;

	FunctionCalls(CallExecutor executor, ReplyWriter payloads, Failures failures) {
		this.failures = failures;
		this.executor = executor;
		this.payloads = payloads;
	}

	Mono<Reply> rpc(Target target, byte @Nullable [] body) {
		RegisteredFunction function = target.function();
		return this.executor.execute(() -> {
			try {
				Object result = result(target, query(function, body));
				return Reply.value(this.payloads.write(function.payload(PayloadRole.RESULT), result));
			}
			catch (Throwable ex) {
				// Whatever a function throws is its caller's to know, but for what the
				// end
				// of the worker does to it
				boolean ending = this.failures.isEnding();
				this.failures.thrown(function, ex);
				return ending ? null : this.payloads.failed(ex);
			}
		}).switchIfEmpty(Mono.never());
	}

	private static @Nullable Object result(Target target, @Nullable Object query) throws Throwable {
		if (target.bean() instanceof RpcFunction<?, ?, ?> rpc) {
			return ((RpcFunction<Object, Object, Object>) rpc).call(target.state(), query);
		}
		return await(((AsyncRpcFunction<Object, Object, Object>) target.bean()).call(target.state(), query).toFuture());
	}

	private static @Nullable Object await(CompletableFuture<Object> pending) throws Throwable {
		try {
			return pending.get();
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() != null) ? ex.getCause() : ex;
		}
		finally {
			pending.cancel(true);
		}
	}

	Mono<Void> oneWay(Target target, byte @Nullable [] body) {
		return this.executor.execute(() -> {
			try {
				((OneWayFunction<Object, Object>) target.bean()).accept(target.state(), query(target.function(), body));
			}
			catch (Throwable ex) {
				// Nobody waits for an answer
				this.failures.failed(target.function(), ex);
			}
			return null;
		});
	}

	Flux<byte[]> stream(Target target, byte @Nullable [] body) {
		RegisteredFunction function = target.function();
		return inTurns(function, Flux.defer(() -> {
			try {
				Object query = query(function, body);
				return (target.bean() instanceof StateFunction<?, ?, ?, ?> bean)
						? opened(function,
								((StateFunction<Object, Object, Object, Object>) bean).open(target.state(), query))
						: elements(function, PayloadRole.RESULT,
								((StreamFunction<Object, Object, Object>) target.bean()).stream(target.state(), query));
			}
			catch (Throwable ex) {
				this.failures.thrown(function, ex);
				return Flux.error(ex);
			}
		}));
	}

	// The updates are subscribed to together with the snapshot and wait for it
	private Flux<byte[]> opened(RegisteredFunction function, StateStream<Object, Object> opened) {
		return Flux.mergeSequential(WAITING_STATE_UPDATES,
				elements(function, PayloadRole.RESULT, Flux.just(opened.snapshot())),
				elements(function, PayloadRole.UPDATE, opened.updates()));
	}

	Flux<byte[]> channel(Target target, byte @Nullable [] body, Flux<byte[]> received) {
		RegisteredFunction function = target.function();
		return inTurns(function, Flux.defer(() -> {
			AtomicBoolean taken = new AtomicBoolean();
			Flux<byte[]> all = received.doOnSubscribe((subscription) -> taken.set(true));
			CallBody callBody = new CallBody(this.executor.gate());
			try {
				Flux<Object> answer = answer(target, query(function, body), updates(function, all, callBody));
				return elements(function, PayloadRole.RESULT, answer).doFinally((signal) -> refuse(all, taken));
			}
			catch (Throwable ex) {
				refuse(all, taken);
				this.failures.thrown(function, ex);
				return Flux.error(ex);
			}
			finally {
				callBody.returned();
			}
		}));
	}

	private Flux<Object> updates(RegisteredFunction function, Flux<byte[]> received, CallBody callBody) {
		return GatedSubscriber.gate(received.onErrorMap(this.payloads::thrown)
			.publishOn(this.executor.deliveries(), WAITING_UPDATES)
			.map((each) -> this.payloads.read(function.payload(PayloadRole.UPDATE), each)), callBody);
	}

	private static Flux<Object> answer(Target target, Object query, Flux<Object> updates) throws Exception {
		if (target.bean() instanceof UploadFunction<?, ?, ?, ?> upload) {
			return ((UploadFunction<Object, Object, Object, Object>) upload).receive(target.state(), query, updates)
				.flux();
		}
		return ((ChannelFunction<Object, Object, Object, Object>) target.bean()).exchange(target.state(), query,
				updates);
	}

	// Nobody will ask for the caller's stream any more
	private static void refuse(Flux<byte[]> received, AtomicBoolean taken) {
		if (taken.compareAndSet(false, true)) {
			received.subscribe(new BaseSubscriber<>() {

				@Override
				protected void hookOnSubscribe(Subscription subscription) {
					cancel();
				}

			});
		}
	}

	private Flux<byte[]> elements(RegisteredFunction function, PayloadRole role, Flux<Object> elements) {
		return elements.map((each) -> this.payloads.writeElement(function.payload(role), each));
	}

	private Flux<byte[]> inTurns(RegisteredFunction function, Flux<byte[]> elements) {
		return Flux.defer(() -> {
			AtomicBoolean cancelled = new AtomicBoolean();
			return elements.onErrorResume((ex) -> ended(function, ex, cancelled.get()))
				.doOnCancel(() -> cancelled.set(true))
				.subscribeOn(this.executor.calls())
				.contextWrite((context) -> this.failures.droppedBy(function, context));
		});
	}

	private Flux<byte[]> ended(RegisteredFunction function, Throwable failure, boolean cancelled) {
		if (cancelled) {
			this.failures.dropped(function, failure);
		}
		return (cancelled || this.failures.isEnding()) ? Flux.never() : Flux.error(this.payloads.ended(failure));
	}

	Scheduler scheduler() {
		return this.executor.calls();
	}

	private @Nullable Object query(RegisteredFunction function, byte @Nullable [] body) {
		return this.payloads.read(function.payload(PayloadRole.QUERY), body);
	}

}
