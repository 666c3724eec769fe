package io.rpcparallel.worker;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.ContextView;

import io.rpcparallel.CallContext;
import io.rpcparallel.CallContextHolder;
import io.rpcparallel.call.CallOutcome;
import io.rpcparallel.call.WorkerObservation;
import io.rpcparallel.function.OneWayFunction;
import io.rpcparallel.function.StateFunction;
import io.rpcparallel.function.StateStream;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.protocol.Deadline;
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

	private static final Log logger = LogFactory.getLog(FunctionCalls.class);

	private static final int WAITING_STATE_UPDATES = 256;

	private final CallExecutor executor;

	private final ReplyWriter payloads;

	private final Failures failures;

	private final BriefFunctions brief;

	private final DeadlineWatch deadlines;

	private final FunctionObserver observer;

	private final String workerName;

	FunctionCalls(String workerName, CallExecutor executor, ReplyWriter payloads, Failures failures,
			BriefFunctions brief, DeadlineWatch deadlines, FunctionObserver observer) {
		this.workerName = workerName;
		this.observer = observer;
		this.deadlines = deadlines;
		this.failures = failures;
		this.brief = brief;
		this.executor = executor;
		this.payloads = payloads;
	}

	/**
	 * Execute a function that answers once, on this thread.
	 * @param target the function
	 * @param body the encoded query, or {@code null} for {@code null}
	 * @param context what the function may know of the call
	 * @return the reply, or {@code null} if there is to be none
	 */
	@Nullable Reply reply(Target target, byte @Nullable [] body, CallContext context) {
		RegisteredFunction function = target.function();
		long start = System.nanoTime();
		WorkerObservation observation = this.observer.begin(target);
		try {
			target.enter();
			CallContextHolder.setContext(context);
			WorkerObservation.Scope scope = observation.open();
			byte[] result;
			try {
				result = this.payloads.write(function.payload(PayloadRole.RESULT),
						Invocation.result(target, query(function, body), context, observation));
			}
			finally {
				scope.close();
				CallContextHolder.setContext(null);
				target.leave();
			}
			observation.ended(CallOutcome.SUCCESS, null);
			return Reply.value(result);
		}
		catch (Throwable ex) {
			// Its caller's to know, whatever it is, but for what the end of the worker
			// does to it
			this.observer.failed(observation, context, ex);
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

	/**
	 * Return what ends calls at their deadlines.
	 * @return the watch of the worker
	 */
	DeadlineWatch deadlines() {
		return this.deadlines;
	}

	String workerName() {
		return this.workerName;
	}

	Mono<Void> oneWay(Target target, byte @Nullable [] body) {
		// From now on, since nobody waits for it: the session ends after it
		target.enter();
		CallContext context = new ServedContext(target.function().name(), this.workerName, null, () -> false);
		return this.executor.<Void>execute(() -> {
			WorkerObservation observation = this.observer.begin(target);
			CallContextHolder.setContext(context);
			try {
				accept(target, body, observation);
				observation.ended(CallOutcome.SUCCESS, null);
			}
			catch (MalformedPayloadException | ReplyException ex) {
				// What can't be read is not taken, and has made nothing of the worker
				// fail
				this.observer.failed(observation, context, ex);
				throw ex;
			}
			catch (Throwable ex) {
				// Nobody waits for an answer
				this.observer.failed(observation, context, ex);
				this.failures.failed(target.function(), ex);
			}
			finally {
				CallContextHolder.setContext(null);
			}
			return null;
		}).doFinally((signal) -> target.leave());
	}

	private void accept(Target target, byte @Nullable [] body, WorkerObservation observation) throws Exception {
		WorkerObservation.Scope scope = observation.open();
		try {
			((OneWayFunction<Object, Object>) target.bean()).accept(target.state(), query(target.function(), body));
		}
		finally {
			scope.close();
		}
	}

	Flux<byte[]> stream(Target target, byte @Nullable [] body) {
		RegisteredFunction function = target.function();
		return inTurns(function, null, this.executor.calls(), Flux.deferContextual((context) -> observed(target,
				context.get(CallContext.class), () -> streamed(target, query(function, body)))));
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
			if (isTooLate(function, deadline)) {
				return unanswered(received);
			}
			CallBody callBody = new CallBody(this.executor.gate());
			Flux<byte[]> answer = inTurns(function, deadline, callBody.on(this.executor.calls()),
					Flux.deferContextual((context) -> isTooLate(function, deadline) ? unanswered(received)
							: exchange(target, body, received, callBody, context)));
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
	private static Flux<byte[]> unanswered(Flux<byte[]> received) {
		new CallersStream(received).refuse();
		return Flux.never();
	}

	private Flux<byte[]> exchange(Target target, byte @Nullable [] body, Flux<byte[]> received, CallBody callBody,
			ContextView context) {
		RegisteredFunction function = target.function();
		CallersStream stream = new CallersStream(received);
		return observed(target, context.get(CallContext.class), () -> {
			Flux<Object> answer = Invocation.answer(target, query(function, body),
					updates(function, stream.take(), callBody));
			return elements(function, PayloadRole.RESULT, answer);
		}).doFinally((signal) -> stream.refuse());
	}

	private Flux<Object> updates(RegisteredFunction function, Flux<byte[]> received, CallBody callBody) {
		return GatedSubscriber
			.gate(received.onErrorMap(this.payloads::thrown).contextWrite(Failures::droppedByCaller), callBody,
					this.executor.deliveries())
			.map((each) -> this.payloads.read(function.payload(PayloadRole.UPDATE), each));
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
			Flux<byte[]> elements) {
		return Flux.defer(() -> {
			AtomicBoolean cancelled = new AtomicBoolean();
			CallContext called = new ServedContext(function.name(), this.workerName, deadline, cancelled::get);
			return elements.onErrorResume((ex) -> ended(function, ex, cancelled.get()))
				.doOnCancel(() -> cancelled.set(true))
				.subscribeOn(calls)
				.onErrorResume(this.executor::isRejection, (ex) -> Flux.never())
				.contextWrite((context) -> this.failures.droppedBy(function, context).put(CallContext.class, called));
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
