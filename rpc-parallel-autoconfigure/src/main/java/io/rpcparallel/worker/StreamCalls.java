package io.rpcparallel.worker;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.ContextView;

import io.rpcparallel.CallContext;
import io.rpcparallel.CallContextHolder;
import io.rpcparallel.call.WorkerObservation;
import io.rpcparallel.function.ChannelFunction;
import io.rpcparallel.function.StateFunction;
import io.rpcparallel.function.StateStream;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.function.UploadFunction;
import io.rpcparallel.protocol.Deadline;
import io.rpcparallel.registry.PayloadRole;
import io.rpcparallel.registry.RegisteredFunction;

/**
 * Executes functions that return or take streams against a state. What they return is
 * typed where their call was compiled, and checked there.
 */
@SuppressWarnings({ "unchecked", "NullAway" })
class StreamCalls {

	private static final Log logger = LogFactory.getLog(StreamCalls.class);

	private static final int WAITING_STATE_UPDATES = 256;

	private final String workerName;

	private final CallExecutor executor;

	private final ReplyWriter payloads;

	private final Failures failures;

	private final DeadlineWatch deadlines;

	private final BlockingWatch blocking;

	private final FunctionObserver observer;

	StreamCalls(String workerName, CallExecutor executor, ReplyWriter payloads, Failures failures,
			DeadlineWatch deadlines, BlockingWatch blocking, FunctionObserver observer) {
		this.workerName = workerName;
		this.executor = executor;
		this.payloads = payloads;
		this.failures = failures;
		this.deadlines = deadlines;
		this.blocking = blocking;
		this.observer = observer;
	}

	Flux<byte[]> stream(Target target, byte @Nullable [] body) {
		RegisteredFunction function = target.function();
		return inTurns(function, null, this.executor.calls(), (ex) -> false,
				Flux.deferContextual((context) -> observed(target, context.get(CallContext.class),
						() -> streamed(target, query(function, body)))));
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

	Flux<byte[]> channel(Target target, byte @Nullable [] body, Flux<byte[]> received, @Nullable Deadline deadline) {
		RegisteredFunction function = target.function();
		return Flux.defer(() -> {
			CallersStream stream = new CallersStream(received, this.payloads::thrown);
			if (isTooLate(function, deadline)) {
				return unanswered(stream);
			}
			CallBody callBody = new CallBody(this.executor.gate());
			Flux<byte[]> answer = inTurns(function, deadline, callBody.on(this.executor.calls()), stream::isCauseOf,
					Flux.deferContextual((context) -> isTooLate(function, deadline) ? unanswered(stream)
							: exchange(target, body, stream, callBody, context)));
			return (deadline != null)
					? new TimedUpload(function.name(), deadline, callBody, this.deadlines, this.executor.deliveries())
						.watched(answer)
					: answer;
		});
	}

	private static boolean isTooLate(RegisteredFunction function, @Nullable Deadline deadline) {
		boolean late = (deadline != null) && deadline.hasPassed();
		if (late) {
			logger.debug(
					"Function '%s' is not run, since the deadline of its call has passed".formatted(function.name()));
		}
		return late;
	}

	// Its caller knows, by its own clock
	private static Flux<byte[]> unanswered(CallersStream stream) {
		stream.refuse();
		return Flux.never();
	}

	private Flux<byte[]> exchange(Target target, byte @Nullable [] body, CallersStream stream, CallBody callBody,
			ContextView context) {
		RegisteredFunction function = target.function();
		return observed(target, context.get(CallContext.class), () -> {
			Flux<Object> answer = answer(target, query(function, body), updates(function, stream, callBody));
			return elements(function, PayloadRole.RESULT, answer);
		}).doFinally((signal) -> stream.refuse());
	}

	private Flux<Object> updates(RegisteredFunction function, CallersStream stream, CallBody callBody) {
		return GatedSubscriber
			.gate(stream.take().contextWrite(Failures::droppedByCaller), callBody, this.executor.deliveries())
			.map((each) -> update(function, stream, each));
	}

	private Object update(RegisteredFunction function, CallersStream stream, byte[] element) {
		try {
			return this.payloads.read(function.payload(PayloadRole.UPDATE), element);
		}
		catch (RuntimeException ex) {
			stream.failed(ex);
			throw ex;
		}
	}

	private static Flux<Object> answer(Target target, Object query, Flux<Object> updates) throws Exception {
		if (target.bean() instanceof UploadFunction<?, ?, ?, ?> upload) {
			return ((UploadFunction<Object, Object, Object, Object>) upload).receive(target.state(), query, updates)
				.flux();
		}
		return ((ChannelFunction<Object, Object, Object, Object>) target.bean()).exchange(target.state(), query,
				updates);
	}

	private Flux<byte[]> elements(RegisteredFunction function, PayloadRole role, Flux<Object> elements) {
		return elements.map((each) -> this.payloads.writeElement(function.payload(role), each));
	}

	// What it returns that is reactive finds its call in Reactor's context
	private Flux<byte[]> observed(Target target, CallContext context, Callable<Flux<byte[]>> call) {
		WorkerObservation observation = this.observer.begin(target);
		try {
			return this.observer.observe(observation, context, within(observation, target, context, call));
		}
		catch (Throwable ex) {
			this.observer.failed(observation, context, ex);
			this.failures.thrown(target.function(), ex);
			return Flux.error(ex);
		}
	}

	private static <T> T within(WorkerObservation observation, Target target, CallContext context, Callable<T> call)
			throws Exception {
		CallContextHolder.setContext(context);
		WorkerObservation.Scope scope = observation.open();
		try {
			return target.using(call);
		}
		finally {
			scope.close();
			CallContextHolder.setContext(null);
		}
	}

	private Flux<byte[]> inTurns(RegisteredFunction function, @Nullable Deadline deadline, Scheduler calls,
			Predicate<Throwable> callers, Flux<byte[]> elements) {
		return Flux.defer(() -> {
			AtomicBoolean cancelled = new AtomicBoolean();
			CallContext called = new ServedContext(function.name(), this.workerName, deadline, cancelled::get);
			return elements.onErrorResume((ex) -> ended(function, ex, cancelled.get(), callers))
				.doOnCancel(() -> cancelled.set(true))
				.subscribeOn(calls)
				.onErrorResume(this.executor::isRejection, (ex) -> Flux.never())
				.doFirst(() -> this.blocking.begin(function))
				.doFinally((signal) -> this.blocking.end(function))
				.contextWrite((context) -> this.failures.droppedBy(function, callers, context)
					.put(CallContext.class, called));
		});
	}

	private Flux<byte[]> ended(RegisteredFunction function, Throwable failure, boolean cancelled,
			Predicate<Throwable> callers) {
		if (cancelled && !callers.test(failure)) {
			this.failures.dropped(function, failure);
		}
		return (cancelled || this.executor.isEnd(failure)) ? Flux.never() : Flux.error(this.payloads.ended(failure));
	}

	private @Nullable Object query(RegisteredFunction function, byte @Nullable [] body) {
		return this.payloads.read(function.payload(PayloadRole.QUERY), body);
	}

}
