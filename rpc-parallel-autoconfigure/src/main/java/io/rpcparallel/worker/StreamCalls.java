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

	StreamCalls(String workerName, CallExecutor executor, ReplyWriter payloads, Failures failures,
			DeadlineWatch deadlines, BlockingWatch blocking) {
		this.workerName = workerName;
		this.executor = executor;
		this.payloads = payloads;
		this.failures = failures;
		this.deadlines = deadlines;
		this.blocking = blocking;
	}

	Flux<byte[]> stream(Target target, byte @Nullable [] body) {
		RegisteredFunction function = target.function();
		return inTurns(function, null, this.executor.calls(), (ex) -> false, Flux.deferContextual((context) -> {
			try {
				return within(context, target, () -> streamed(target, query(function, body)));
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
		try {
			Flux<Object> answer = within(context, target,
					() -> answer(target, query(function, body), updates(function, stream.take(), callBody)));
			return elements(function, PayloadRole.RESULT, answer).doFinally((signal) -> stream.refuse());
		}
		catch (Throwable ex) {
			stream.refuse();
			this.failures.thrown(function, ex);
			return Flux.error(ex);
		}
	}

	private Flux<Object> updates(RegisteredFunction function, Flux<byte[]> received, CallBody callBody) {
		return GatedSubscriber
			.gate(received.contextWrite(Failures::droppedByCaller), callBody, this.executor.deliveries())
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

	private Flux<byte[]> elements(RegisteredFunction function, PayloadRole role, Flux<Object> elements) {
		return elements.map((each) -> this.payloads.writeElement(function.payload(role), each));
	}

	// What a function returns that is reactive finds its call in Reactor's context
	private static <T> T within(ContextView context, Target target, Callable<T> call) throws Exception {
		CallContextHolder.setContext(context.get(CallContext.class));
		try {
			return target.using(call);
		}
		finally {
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
