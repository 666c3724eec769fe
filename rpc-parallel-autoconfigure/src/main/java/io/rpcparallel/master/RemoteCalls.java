package io.rpcparallel.master;

import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.ContextView;

import io.rpcparallel.CallInFlight;
import io.rpcparallel.WorkerTimeoutException;
import io.rpcparallel.function.RemoteFunction;
import io.rpcparallel.function.StateStream;
import io.rpcparallel.protocol.Deadline;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ReplyException;
import io.rpcparallel.registry.PayloadRole;
import io.rpcparallel.registry.RegisteredFunction;
import io.rpcparallel.registry.WorkerFunctionRegistry;
import io.rpcparallel.transport.RpcLink;
import io.rpcparallel.transport.StreamTooLongException;

/**
 * Makes calls of every kind over a link. Untyped: what is typed is the connection that
 * its caller holds.
 */
class RemoteCalls {

	private final String workerName;

	private final RpcLink link;

	private final ConnectionOwner owner;

	private final WorkerFunctionRegistry registry;

	private final PayloadWriter writer;

	private final ReplyReader reader;

	private final CallObserver observer;

	private final Scheduler callers;

	private final @Nullable Duration timeout;

	/**
	 * Create calls.
	 * @param workerName the worker
	 * @param link what they go over
	 * @param owner explains their failures
	 * @param registry the functions
	 * @param writer encodes what is sent
	 * @param reader decodes what is received
	 * @param observer follows them
	 * @param callers the threads of callers
	 * @param timeout how long those may take that answer once and for which nothing else
	 * is said, or {@code null} for as long as they like
	 */
	RemoteCalls(String workerName, RpcLink link, ConnectionOwner owner, WorkerFunctionRegistry registry,
			PayloadWriter writer, ReplyReader reader, CallObserver observer, Scheduler callers,
			@Nullable Duration timeout) {
		this.timeout = timeout;
		this.callers = callers;
		this.workerName = workerName;
		this.link = link;
		this.owner = owner;
		this.registry = registry;
		this.writer = writer;
		this.reader = reader;
		this.observer = observer;
	}

	Mono<Object> rpc(RemoteFunction<?, ?> function, @Nullable Object query, @Nullable Duration timeout) {
		return new RemoteCall(this, function, query, (timeout != null) ? timeout : this.timeout);
	}

	Mono<Reply> request(CalledFunction called, byte @Nullable [] body, @Nullable Deadline deadline,
			byte @Nullable [] headers) {
		return this.link.request(called.registered().index(), body, deadline, headers);
	}

	@Nullable Object read(CalledFunction called, Reply reply) {
		return this.reader.read(this.workerName, called.registered(), reply);
	}

	Mono<Reply> explain(CalledFunction called, CallInFlight.Progress progress, Throwable failure) {
		return this.owner.lost(new CallInFlight(called.name(), progress), failure);
	}

	WorkerTimeoutException late(CalledFunction called, Duration timeout) {
		return new WorkerTimeoutException(this.workerName, called.name(), timeout);
	}

	void later(Runnable task) {
		this.callers.schedule(task);
	}

	CallObserver observer() {
		return this.observer;
	}

	Flux<Object> stream(RemoteFunction<?, ?> function, @Nullable Object query) {
		return many(function, (called, headers) -> results(called,
				this.link.stream(called.registered().index(), encode(called, query), headers)));
	}

	Mono<StateStream<Object, Object>> state(RemoteFunction<?, ?> function, @Nullable Object query) {
		return one(function, (called, headers) -> {
			Flux<byte[]> elements = explained(called,
					this.link.stream(called.registered().index(), encode(called, query), headers));
			return Mono.create((sink) -> elements.subscribe(new StateSubscriber<>(sink,
					(element) -> called.result().apply(decode(called, PayloadRole.RESULT, element)), (element) -> {
						this.observer.received(called.registered());
						return called.update().apply(decode(called, PayloadRole.UPDATE, element));
					})));
		});
	}

	Mono<Void> send(RemoteFunction<?, ?> function, @Nullable Object message) {
		return one(function,
				(called, headers) -> this.link.send(called.registered().index(), encode(called, message), headers)
					.onErrorResume((ex) -> lost(called, ex)));
	}

	Mono<Object> upload(RemoteFunction<?, ?> function, @Nullable Object query, Publisher<?> updates) {
		return one(function, (called, headers) -> {
			Duration timeout = this.timeout;
			if (timeout == null) {
				return answer(called, query, updates, null, headers);
			}
			return answer(called, query, updates, Deadline.after(timeout), headers).timeout(isOver(timeout),
					Mono.error(() -> late(called, timeout)));
		});
	}

	private Mono<Object> answer(CalledFunction called, @Nullable Object query, Publisher<?> updates,
			@Nullable Deadline deadline, byte @Nullable [] headers) {
		return FirstElement.of(channelled(called, query, updates, deadline, headers)).mapNotNull(called.result());
	}

	// On the JDK's own clock, which nothing of the application keeps busy
	private Mono<Void> isOver(Duration timeout) {
		return Mono.<Void>create((sink) -> {
			CompletableFuture<Void> timer = new CompletableFuture<Void>().completeOnTimeout(null, timeout.toNanos(),
					TimeUnit.NANOSECONDS);
			timer.thenRun(sink::success);
			sink.onDispose(() -> timer.complete(null));
		}).publishOn(this.callers);
	}

	Flux<Object> channel(RemoteFunction<?, ?> function, @Nullable Object query, Publisher<?> updates) {
		return many(function, (called, headers) -> channelled(called, query, updates, null, headers)
			.map((element) -> result(called, element)));
	}

	// The source runs on threads of its own, since it may block. If it fails, the worker
	// hears why. If the call fails then, what its caller gets is the source's failure
	private Flux<Object> channelled(CalledFunction called, @Nullable Object query, Publisher<?> updates,
			@Nullable Deadline deadline, byte @Nullable [] headers) {
		AtomicReference<@Nullable Throwable> sourceFailure = new AtomicReference<>();
		Flux<byte[]> encoded = Flux.from(updates)
			.map((each) -> update(called, each))
			.doOnError(sourceFailure::set)
			.onErrorMap(this.writer::ended)
			.subscribeOn(this.callers);
		Flux<byte[]> answer = this.link.channel(called.registered().index(), encode(called, query), encoded,
				this.callers::schedule, deadline, headers);
		return explained(called, answer).map((element) -> decode(called, PayloadRole.RESULT, element))
			.onErrorMap((ex) -> first(sourceFailure.get(), ex));
	}

	private byte[] update(CalledFunction called, Object update) {
		this.observer.sent(called.registered());
		return this.writer.writeElement(this.workerName, called.registered(), update);
	}

	private static Throwable first(@Nullable Throwable sourceFailure, Throwable failure) {
		if (sourceFailure == null || sourceFailure == failure) {
			return failure;
		}
		sourceFailure.addSuppressed(failure);
		return sourceFailure;
	}

	private Flux<Object> results(CalledFunction called, Flux<byte[]> elements) {
		return explained(called, elements)
			.map((element) -> result(called, decode(called, PayloadRole.RESULT, element)));
	}

	private Object result(CalledFunction called, Object element) {
		this.observer.received(called.registered());
		return called.result().apply(element);
	}

	private <T> Flux<T> explained(CalledFunction called, Flux<T> elements) {
		return elements.onErrorResume((ex) -> {
			// Without a body it is not a function that has answered
			if (ex instanceof ReplyException ended && ended.reply().body() != null) {
				return Flux.error(this.reader.failure(this.workerName, called.registered(), ended.reply()));
			}
			if (ex instanceof StreamTooLongException) {
				return Flux.error(ex);
			}
			return this.<T>lost(called, ex).flux();
		});
	}

	private Object decode(CalledFunction called, PayloadRole role, byte[] element) {
		return this.reader.readElement(this.workerName, called.registered(), role, element);
	}

	byte @Nullable [] encode(CalledFunction called, @Nullable Object query) {
		ResolvableType type = called.registered().payload(PayloadRole.QUERY);
		return this.writer.write(this.workerName, () -> "the query of function '%s'".formatted(called.name()), type,
				called.query().apply(query));
	}

	private <T> Mono<T> one(RemoteFunction<?, ?> function,
			BiFunction<CalledFunction, byte @Nullable [], Mono<T>> call) {
		return Mono.deferContextual((context) -> {
			if (!isOpen()) {
				return lost(function, context);
			}
			CalledFunction called = find(function);
			return this.observer.observeOne(called.registered(), context, (headers) -> call.apply(called, headers));
		});
	}

	private <T> Flux<T> many(RemoteFunction<?, ?> function,
			BiFunction<CalledFunction, byte @Nullable [], Flux<T>> call) {
		return Flux.deferContextual((context) -> {
			if (!isOpen()) {
				return lost(function, context);
			}
			CalledFunction called = find(function);
			return this.observer.observeMany(called.registered(), context, (headers) -> call.apply(called, headers));
		});
	}

	boolean isOpen() {
		return this.link.isOpen();
	}

	CalledFunction find(RemoteFunction<?, ?> function) {
		return CalledFunction.of(this.workerName, function, this.registry);
	}

	// With the application closed, the beans are gone that tell the function's name
	<T> Mono<T> lost(RemoteFunction<?, ?> function, ContextView context) {
		RegisteredFunction called = CalledFunction.behind(function, this.registry);
		String name = (called != null) ? called.name() : function.getClass().getName();
		Mono<T> lost = this.owner.lost(new CallInFlight(name, CallInFlight.Progress.NOT_STARTED),
				new ClosedChannelException());
		return (called != null) ? this.observer.observeOne(called, context, (headers) -> lost) : lost;
	}

	private <T> Mono<T> lost(CalledFunction called, Throwable failure) {
		boolean refused = failure instanceof ReplyException ended && ended.reply().code() == Reply.Code.NOT_STARTED;
		return refused
				? this.owner.lost(new CallInFlight(called.name(), CallInFlight.Progress.NOT_STARTED),
						new ClosedChannelException())
				: this.owner.lost(new CallInFlight(called.name(), CallInFlight.Progress.UNKNOWN), failure);
	}

}
