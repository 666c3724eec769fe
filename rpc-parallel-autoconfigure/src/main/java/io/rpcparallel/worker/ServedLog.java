package io.rpcparallel.worker;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.rpcparallel.logging.LogLevels;
import io.rpcparallel.logging.WorkerLog;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.LogLevelRequest;
import io.rpcparallel.protocol.Reply;

/**
 * What the clients of a worker may know of its log, and change.
 */
class ServedLog {

	private final Supplier<WorkerLog> log;

	private final LogLevels levels;

	private final ReplyWriter replies;

	private final Executor executor;

	private final ControlCodec controlCodec = new ControlCodec();

	/**
	 * Create the log of one worker.
	 * @param log gives what this process logs; asked for when somebody wants to read it
	 * @param levels the levels of this process's loggers
	 * @param replies writes failures
	 * @param executor where levels are looked up, and changed
	 */
	ServedLog(Supplier<WorkerLog> log, LogLevels levels, ReplyWriter replies, Executor executor) {
		this.log = log;
		this.levels = levels;
		this.replies = replies;
		this.executor = executor;
	}

	// Not what this process's own workers have logged: one of those may be who reads it,
	// and log what it reads
	Flux<byte[]> records() {
		return Flux.defer(() -> this.log.get().records())
			.filter((record) -> !record.isForwarded())
			.map(this.controlCodec::encode);
	}

	Mono<Reply> level(byte @Nullable [] body) {
		if (body == null) {
			return Mono.just(this.replies.refusal("A request for a log level has a body"));
		}
		LogLevelRequest request = this.controlCodec.decode(body, LogLevelRequest.class);
		return Mono.fromCallable(() -> Reply.value(this.controlCodec.encode(this.levels.answer(request))))
			.onErrorResume((ex) -> Mono.just(this.replies.failed(ex)))
			.subscribeOn(Schedulers.fromExecutor(this.executor));
	}

}
