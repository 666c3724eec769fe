package io.rpcparallel.worker;

import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import io.rpcparallel.protocol.BuiltIn;
import io.rpcparallel.protocol.Deadline;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ReplyException;
import io.rpcparallel.transport.RequestHandler;
import io.rpcparallel.transport.RpcLink;

/**
 * One connection to a worker: tells what is about the worker from what is for the
 * application's functions, and knows the state that these run against.
 */
class ServedLink implements RequestHandler {

	private final WorkerServer server;

	private final RpcLink peer;

	private final Targets targets;

	private final FunctionCalls calls;

	private final StreamCalls streams;

	private final ReplyWriter payloads;

	private final Admission admission;

	private final FunctionCounts counts;

	private volatile @Nullable Session session;

	ServedLink(WorkerServer server, RpcLink peer, Targets targets, FunctionCalls calls, StreamCalls streams,
			ReplyWriter payloads, Admission admission, FunctionCounts counts) {
		this.counts = counts;
		this.server = server;
		this.peer = peer;
		this.targets = targets;
		this.calls = calls;
		this.streams = streams;
		this.payloads = payloads;
		this.admission = admission;
	}

	/**
	 * From now on functions run against the state of this connection.
	 * @param session the state
	 */
	void opened(Session session) {
		this.session = session;
	}

	@Override
	public Mono<Reply> handle(int function, byte @Nullable [] body) {
		return (function >= 0) ? rpc(function, body, null) : guarded(function, body);
	}

	@Override
	public Mono<Reply> handle(int function, byte @Nullable [] body, Deadline deadline) {
		return (function >= 0) ? rpc(function, body, deadline) : guarded(function, body);
	}

	private Mono<Reply> guarded(int function, byte @Nullable [] body) {
		try {
			return control(function, body);
		}
		catch (RuntimeException ex) {
			return Mono.just(this.targets.refusal("Request %d can't be read: %s".formatted(function, ex)).reply());
		}
	}

	// None of these waits for the application's functions, but for those that create a
	// state
	private Mono<Reply> control(int function, byte @Nullable [] body) {
		return switch (function) {
			case BuiltIn.INITIALIZE -> this.server.initialize(body, this.peer);
			case BuiltIn.OPEN -> this.server.open(body, this.peer, this);
			case BuiltIn.SHUTDOWN -> this.server.shutdown();
			case BuiltIn.CLOSE_SERVER -> this.server.closedListener();
			case BuiltIn.HEARTBEAT -> Mono.just(Reply.value(null));
			case BuiltIn.AWAIT_END -> this.server.end(this.peer);
			case BuiltIn.AGREE -> this.payloads.agree(body);
			case BuiltIn.LOG_LEVEL -> this.server.log().level(body);
			case BuiltIn.FUNCTION_USES, BuiltIn.THREAD_DUMP, BuiltIn.HEAP_HISTOGRAM -> this.server.inspect(function);
			default -> Mono.just(this.targets.refusal("Request %d is not known here".formatted(function)).reply());
		};
	}

	private Mono<Reply> rpc(int function, byte @Nullable [] body, @Nullable Deadline deadline) {
		try {
			return new ServedCall(this.calls, this.targets.forRpc(function, this.session), body, deadline,
					this.admission, this.counts);
		}
		catch (ReplyException ex) {
			return Mono.just(ex.reply());
		}
	}

	@Override
	public Flux<byte[]> stream(int function, byte @Nullable [] body) {
		if (function == BuiltIn.LOGS) {
			return this.server.log().records();
		}
		return admitted(() -> this.targets.forStream(function, this.session),
				(target) -> this.streams.stream(target, body), () -> {
				});
	}

	@Override
	public Flux<byte[]> channel(int function, byte @Nullable [] body, Flux<byte[]> updates,
			@Nullable Deadline deadline) {
		return admitted(() -> this.targets.forChannel(function, this.session),
				(target) -> this.streams.channel(target, body, updates, deadline),
				() -> new CallersStream(updates, UnaryOperator.identity()).refuse());
	}

	private Flux<byte[]> admitted(Supplier<Target> find, Function<Target, Flux<byte[]>> call, Runnable refusal) {
		return Flux.defer(() -> {
			if (this.admission.enter()) {
				return Flux.defer(() -> {
					Target target = find.get();
					return this.counts.counted(target.function(), call.apply(target));
				}).doFinally((signal) -> this.admission.leave());
			}
			refusal.run();
			return Flux.error(new ReplyException(Reply.notStarted()));
		});
	}

	@Override
	public void take(int function, byte @Nullable [] body) {
		if (!this.admission.enter()) {
			this.server.tooLate(function);
			return;
		}
		Mono.defer(() -> {
			Target target = this.targets.forOneWay(function, this.session);
			return this.counts.counted(target.function(), this.calls.oneWay(target, body));
		}).doFinally((signal) -> this.admission.leave()).subscribe((done) -> {
		}, (ex) -> this.server.dropped(function, ex));
	}

	@Override
	public Executor senders() {
		return this.calls.senders();
	}

	@Override
	public Scheduler foreignRequests() {
		return this.calls.scheduler();
	}

}
