package io.rpcparallel.worker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
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
import io.rpcparallel.protocol.MalformedPayloadException;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ReplyException;
import io.rpcparallel.registry.PayloadRole;
import io.rpcparallel.registry.RegisteredFunction;

/**
 * Executes functions of every kind against a state. What they return is typed where their
 * call was compiled, and checked there.
 */
@SuppressWarnings({ "unchecked", "NullAway" })
class FunctionCalls {

	private static final int WAITING_STATE_UPDATES = 256;

	private final CallExecutor executor;

	private final ReplyWriter payloads;

	private final Failures failures;

	private final BriefFunctions brief;

	FunctionCalls(CallExecutor executor, ReplyWriter payloads, Failures failures, BriefFunctions brief) {
		this.failures = failures;
		this.brief = brief;
		this.executor = executor;
		this.payloads = payloads;
	}

	/**
	 * Execute a function that answers once, on this thread.
	 * @param target the function
	 * @param body the encoded query, or {@code null} for {@code null}
	 * @return the reply, or {@code null} if there is to be none
	 */
	@Nullable Reply reply(Target target, byte @Nullable [] body) {
		RegisteredFunction function = target.function();
		long start = System.nanoTime();
		try {
			target.enter();
			try {
				return Reply.value(this.payloads.write(function.payload(PayloadRole.RESULT),
						result(target, query(function, body))));
			}
			finally {
				target.leave();
			}
		}
		catch (Throwable ex) {
			// Its caller's to know, whatever it is, but for what the end of the worker
			// does to it
			this.failures.thrown(function, ex);
			return this.executor.isEnd(ex) ? null : this.payloads.failed(ex);
		}
		finally {
			this.brief.ran(function, System.nanoTime() - start);
		}
	}

	/**
	 * A call has failed, and its caller gets no answer.
	 * @param target what was called
	 * @param failure how it failed
	 */
	void failed(Target target, Throwable failure) {
		this.failures.failed(target.function(), failure);
	}

	/**
	 * Execute a call on this thread if it can be expected to be brief, or on one of the
	 * worker's.
	 * @param function what it calls
	 * @param call the call
	 */
	void start(RegisteredFunction function, Runnable call) {
		if (!this.brief.contains(function) || !this.executor.tryRun(call)) {
			this.executor.start(call);
		}
	}

	/**
	 * Return whether the worker ends, so that nothing is to be started.
	 * @return whether it does
	 */
	boolean isEnding() {
		return this.executor.isClosed();
	}

	/**
	 * Take a call back that may not have started.
	 * @param call the call
	 */
	void withdraw(Runnable call) {
		this.executor.withdraw(call);
	}

	private static @Nullable Object result(Target target, @Nullable Object query) throws Exception {
		if (target.bean() instanceof RpcFunction<?, ?, ?> rpc) {
			return ((RpcFunction<Object, Object, Object>) rpc).call(target.state(), query);
		}
		return await(((AsyncRpcFunction<Object, Object, Object>) target.bean()).call(target.state(), query).toFuture());
	}

	private static @Nullable Object await(CompletableFuture<Object> pending) throws Exception {
		try {
			return pending.get();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof Error error) {
				throw error;
			}
			throw (ex.getCause() instanceof Exception thrown) ? thrown : ex;
		}
		finally {
			pending.cancel(true);
		}
	}

	Mono<Void> oneWay(Target target, byte @Nullable [] body) {
		// From now on, since nobody waits for it: the session ends after it
		target.enter();
		return this.executor.<Void>execute(() -> {
			try {
				((OneWayFunction<Object, Object>) target.bean()).accept(target.state(), query(target.function(), body));
			}
			catch (MalformedPayloadException | ReplyException ex) {
				// What can't be read is not taken, and has made nothing of the worker
				// fail
				throw ex;
			}
			catch (Throwable ex) {
				// Nobody waits for an answer
				this.failures.failed(target.function(), ex);
			}
			return null;
		}).doFinally((signal) -> target.leave());
	}

	Flux<byte[]> stream(Target target, byte @Nullable [] body) {
		RegisteredFunction function = target.function();
		return inTurns(function, this.executor.calls(), Flux.defer(() -> {
			try {
				return target.using(() -> streamed(target, query(function, body)));
			}
			catch (Throwable ex) {
				this.failures.thrown(function, ex);
				return Flux.error(ex);
			}
		}));
	}

	private Flux<byte[]> streamed(Target target, @Nullable Object query) throws Exception {
		RegisteredFunction function = target.function();
		return (target.bean() instanceof StateFunction<?, ?, ?, ?> bean)
				? opened(function, ((StateFunction<Object, Object, Object, Object>) bean).open(target.state(), query))
				: elements(function, PayloadRole.RESULT,
						((StreamFunction<Object, Object, Object>) target.bean()).stream(target.state(), query));
	}

	// The updates are subscribed to together with the snapshot and wait for it. If they
	// fail, those that wait come first
	private Flux<byte[]> opened(RegisteredFunction function, StateStream<Object, Object> opened) {
		byte[] snapshot = this.payloads.writeElement(function.payload(PayloadRole.RESULT), opened.snapshot());
		return Flux.mergeSequentialDelayError(WAITING_STATE_UPDATES, Flux.just(snapshot),
				elements(function, PayloadRole.UPDATE, opened.updates()));
	}

	Flux<byte[]> channel(Target target, byte @Nullable [] body, Flux<byte[]> received) {
		return Flux.defer(() -> {
			CallBody callBody = new CallBody(this.executor.gate());
			return inTurns(target.function(), callBody.on(this.executor.calls()),
					Flux.defer(() -> exchange(target, body, received, callBody)));
		});
	}

	private Flux<byte[]> exchange(Target target, byte @Nullable [] body, Flux<byte[]> received, CallBody callBody) {
		RegisteredFunction function = target.function();
		AtomicBoolean taken = new AtomicBoolean();
		Flux<byte[]> all = received.doOnSubscribe((subscription) -> taken.set(true));
		try {
			Flux<Object> answer = target
				.using(() -> answer(target, query(function, body), updates(function, all, callBody)));
			return elements(function, PayloadRole.RESULT, answer).doFinally((signal) -> refuse(all, taken));
		}
		catch (Throwable ex) {
			refuse(all, taken);
			this.failures.thrown(function, ex);
			return Flux.error(ex);
		}
	}

	private Flux<Object> updates(RegisteredFunction function, Flux<byte[]> received, CallBody callBody) {
		return GatedSubscriber
			.gate(received.onErrorMap(this.payloads::thrown).contextWrite(Failures::droppedByCaller), callBody,
					this.executor.deliveries())
			.map((each) -> this.payloads.read(function.payload(PayloadRole.UPDATE), each));
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

	private Flux<byte[]> inTurns(RegisteredFunction function, Scheduler calls, Flux<byte[]> elements) {
		return Flux.defer(() -> {
			AtomicBoolean cancelled = new AtomicBoolean();
			return elements.onErrorResume((ex) -> ended(function, ex, cancelled.get()))
				.doOnCancel(() -> cancelled.set(true))
				.subscribeOn(calls)
				.onErrorResume(this.executor::isRejection, (ex) -> Flux.never())
				.contextWrite((context) -> this.failures.droppedBy(function, context));
		});
	}

	private Flux<byte[]> ended(RegisteredFunction function, Throwable failure, boolean cancelled) {
		if (cancelled) {
			this.failures.dropped(function, failure);
		}
		return (cancelled || this.executor.isEnd(failure)) ? Flux.never() : Flux.error(this.payloads.ended(failure));
	}

	Executor senders() {
		return this.executor.deliveries();
	}

	Scheduler scheduler() {
		return this.executor.calls();
	}

	private @Nullable Object query(RegisteredFunction function, byte @Nullable [] body) {
		return this.payloads.read(function.payload(PayloadRole.QUERY), body);
	}

}
