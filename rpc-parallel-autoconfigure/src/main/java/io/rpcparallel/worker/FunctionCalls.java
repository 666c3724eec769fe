package io.rpcparallel.worker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;

import io.rpcparallel.CallContext;
import io.rpcparallel.CallContextHolder;
import io.rpcparallel.function.AsyncRpcFunction;
import io.rpcparallel.function.OneWayFunction;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.protocol.MalformedPayloadException;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ReplyException;
import io.rpcparallel.registry.PayloadRole;
import io.rpcparallel.registry.RegisteredFunction;

/**
 * Executes functions that answer once, or never, against a state. What they return is
 * typed where their call was compiled, and checked there.
 */
@SuppressWarnings({ "unchecked", "NullAway" })
class FunctionCalls {

	private final CallExecutor executor;

	private final ReplyWriter payloads;

	private final Failures failures;

	private final BriefFunctions brief;

	private final DeadlineWatch deadlines;

	private final BlockingWatch blocking;

	private final String workerName;

	FunctionCalls(String workerName, CallExecutor executor, ReplyWriter payloads, Failures failures,
			BriefFunctions brief, DeadlineWatch deadlines, BlockingWatch blocking) {
		this.workerName = workerName;
		this.deadlines = deadlines;
		this.blocking = blocking;
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
		try {
			target.enter();
			CallContextHolder.setContext(context);
			try {
				return Reply.value(this.payloads.write(function.payload(PayloadRole.RESULT),
						result(target, query(function, body), context)));
			}
			finally {
				CallContextHolder.setContext(null);
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

	private @Nullable Object result(Target target, @Nullable Object query, CallContext context) throws Exception {
		if (target.bean() instanceof RpcFunction<?, ?, ?> rpc) {
			return ((RpcFunction<Object, Object, Object>) rpc).call(target.state(), query);
		}
		this.blocking.begin(target.function());
		try {
			return await(((AsyncRpcFunction<Object, Object, Object>) target.bean()).call(target.state(), query)
				.contextWrite(Context.of(CallContext.class, context))
				.toFuture());
		}
		finally {
			this.blocking.end(target.function());
		}
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
		CallContext context = new ServedContext(target.function().name(), this.workerName, null, () -> false);
		return this.executor.<Void>execute(() -> {
			CallContextHolder.setContext(context);
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
			finally {
				CallContextHolder.setContext(null);
			}
			return null;
		}).doFinally((signal) -> target.leave());
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
