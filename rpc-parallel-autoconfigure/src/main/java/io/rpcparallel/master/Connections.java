package io.rpcparallel.master;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Scheduler;

import io.rpcparallel.Worker;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerException;
import io.rpcparallel.WorkerLogLevel;
import io.rpcparallel.WorkerLogRecord;
import io.rpcparallel.WorkerLostException;
import io.rpcparallel.WorkerSession;
import io.rpcparallel.WorkerTimeoutException;
import io.rpcparallel.protocol.BuiltIn;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.LogLevelRequest;
import io.rpcparallel.protocol.LogRecordData;
import io.rpcparallel.protocol.Opening;
import io.rpcparallel.protocol.OwnLog;
import io.rpcparallel.protocol.PayloadFormats;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.registry.WorkerFunctionRegistry;
import io.rpcparallel.transport.RpcLink;
import io.rpcparallel.transport.RpcTransport;

/**
 * Opens connections to workers, with the settings of the worker each is to.
 */
class Connections {

	private final WorkerFunctionRegistry registry;

	private final PayloadFormats formats;

	private final ReplyReader reader;

	private final CallObserver observer;

	private final Supplier<RpcTransport> transport;

	private final Duration timeout;

	private final Scheduler callers;

	private final Function<UUID, @Nullable ProcessOwner> processes;

	private final Function<Worker<?>, @Nullable Duration> deadlines;

	private final ControlCodec controlCodec = new ControlCodec();

	Connections(WorkerFunctionRegistry registry, PayloadFormats formats, ReplyReader reader, CallObserver observer,
			Supplier<RpcTransport> transport, Duration timeout, Scheduler callers,
			Function<UUID, @Nullable ProcessOwner> processes, Function<Worker<?>, @Nullable Duration> deadlines) {
		this.deadlines = deadlines;
		this.callers = callers;
		this.processes = processes;
		this.registry = registry;
		this.formats = formats;
		this.reader = reader;
		this.observer = observer;
		this.transport = transport;
		this.timeout = timeout;
	}

	@SuppressWarnings("unchecked") // the worker was made with the type
	<S> WorkerConnection<S> of(SpawnedWorker worker, ProcessOwner owner) {
		return new ClientConnection<>((Worker<S>) worker.handle(), worker.link(), owner,
				calls(worker.handle(), worker.link(), owner), this.formats.strategies());
	}

	private RemoteCalls calls(Worker<?> worker, RpcLink link, ConnectionOwner owner) {
		PayloadWriter writer = new PayloadWriter(this.formats, (int) worker.rpc().maxMessageSize().toBytes());
		writer.agree(link);
		return new RemoteCalls(worker.name(), link, owner, this.registry, writer, this.reader, this.observer,
				this.callers, this.deadlines.apply(worker));
	}

	<S> Mono<WorkerConnection<S>> open(Worker<S> worker, Opening opening) {
		return open(worker, (link) -> accepted(worker, link, opening, "the connection")).map((link) -> {
			ConnectionOwner owner = new PlainOwner(worker, link, this.processes.apply(worker.id()), this.callers);
			return new ClientConnection<>(worker, link, owner, calls(worker, link, owner), this.formats.strategies());
		});
	}

	<S, C> Mono<WorkerSession<S, C>> openSession(Worker<S> worker, Opening opening) {
		String name = this.registry.sessionTypes().get(opening.sessionType()).name();
		// It is made by turns with calls, so the worker may just be busy
		Duration timeout = worker.rpc().handshakeTimeout();
		return open(worker, (link) -> accepted(worker, link, opening, name).onErrorMap(TimeoutException.class,
				(ex) -> new WorkerTimeoutException(worker.name(), name, timeout)))
			.map((link) -> {
				ConnectionOwner owner = new PlainOwner(worker, link, this.processes.apply(worker.id()), this.callers);
				return new ClientSession<>(worker, link, owner, calls(worker, link, owner), this.formats.strategies());
			});
	}

	private Mono<Void> accepted(Worker<?> worker, RpcLink link, Opening opening, String what) {
		boolean own = this.processes.apply(worker.id()) != null;
		return accepted(worker, link, BuiltIn.OPEN, this.controlCodec.encode(own ? opening.ofMaster() : opening), what);
	}

	private Mono<Void> accepted(Worker<?> worker, RpcLink link, int request, byte @Nullable [] body, String what) {
		return answer(worker, link, request, body, what).then();
	}

	private Mono<Reply> answer(Worker<?> worker, RpcLink link, int request, byte @Nullable [] body, String what) {
		return link.request(request, body)
			.timeout(worker.rpc().handshakeTimeout())
			.doOnNext((reply) -> this.reader.requireAccepted(worker.name(), what, reply));
	}

	/**
	 * Read what a worker logs, over a connection made for it.
	 * @param worker the worker
	 * @param opening opens the connection
	 * @return the records
	 */
	Flux<WorkerLogRecord> logs(Worker<?> worker, Opening opening) {
		Flux<WorkerLogRecord> records = Flux
			.usingWhen(open(worker, (link) -> accepted(worker, link, opening, "the log")), (link) -> {
				LinkEnd end = new LinkEnd(link);
				end.await();
				return link.stream(BuiltIn.LOGS, null)
					.map((record) -> this.controlCodec.decode(record, LogRecordData.class).toLogRecord())
					.onErrorResume(
							(ex) -> end.isGoodbye() ? Flux.empty() : Flux.error(PlainOwner.lost(worker, end, ex)));
			}, (link) -> closed(link));
		return (worker.pid() == ProcessHandle.current().pid()) ? OwnLog.delivered(records) : records;
	}

	/**
	 * Ask a worker for something over a connection made for it.
	 * @param worker the worker
	 * @param request what is asked
	 * @return completes when the worker has agreed
	 */
	Mono<Void> request(Worker<?> worker, int request) {
		return open(worker, (link) -> accepted(worker, link, request, null, "this")).doOnNext(RpcLink::close).then();
	}

	/**
	 * Ask a worker for something over a connection that there is.
	 * @param worker the worker
	 * @param link the connection
	 * @param request what is asked
	 * @return completes when the worker has agreed
	 */
	Mono<Void> request(Worker<?> worker, RpcLink link, int request) {
		return accepted(worker, link, request, null, "this").onErrorMap((ex) -> !(ex instanceof WorkerException),
				(ex) -> PlainOwner.notConnected(worker, ex));
	}

	/**
	 * Ask for the level of a logger, or change it.
	 * @param worker the worker
	 * @param link the connection to ask over, or {@code null} for one made for it
	 * @param request what is asked
	 * @return the level that holds then
	 */
	Mono<WorkerLogLevel> logLevel(Worker<?> worker, @Nullable RpcLink link, LogLevelRequest request) {
		byte[] body = this.controlCodec.encode(request);
		Function<RpcLink, Mono<Reply>> ask = (each) -> answer(worker, each, BuiltIn.LOG_LEVEL, body,
				"the log level of '%s'".formatted(request.logger()));
		Mono<Reply> reply = (link != null) ? ask.apply(link)
				: Mono.usingWhen(open(worker, (opened) -> Mono.empty()), ask, (opened) -> closed(opened));
		return reply.onErrorMap((ex) -> !(ex instanceof WorkerException), (ex) -> PlainOwner.notConnected(worker, ex))
			.map((answer) -> this.reader.readLogLevel(worker.name(), answer));
	}

	private static Mono<Void> closed(RpcLink link) {
		return Mono.fromRunnable(link::close);
	}

	private static void closeIfCancelled(SignalType signal, RpcLink link) {
		if (signal == SignalType.CANCEL) {
			link.close();
		}
	}

	private Mono<RpcLink> open(Worker<?> worker, Function<RpcLink, Mono<Void>> handshake) {
		ProcessOwner process = this.processes.apply(worker.id());
		return this.transport.get()
			.connect(worker.address(), ConnectionSecret.of(worker.secret()), worker.id(), worker.rpc(), this.timeout)
			.doOnNext((link) -> outlastSilence(process, link))
			.flatMap((link) -> handshake.apply(link)
				.thenReturn(link)
				.doOnError((ex) -> link.close())
				// After the cancellation of what was asked for, which nobody waits for
				// then
				.doFinally((signal) -> closeIfCancelled(signal, link)))
			.onErrorResume((ex) -> !(ex instanceof WorkerException), (ex) -> notConnected(worker, process, ex));
	}

	// It is looked after, by what knows more of it
	private static void outlastSilence(@Nullable ProcessOwner process, RpcLink link) {
		if (process != null) {
			link.outlastSilence();
		}
	}

	private static <T> Mono<T> notConnected(Worker<?> worker, @Nullable ProcessOwner process, Throwable failure) {
		Mono<WorkerLostException> ended = (process != null) ? process.lostIfEnded(null, failure) : Mono.empty();
		return ended.<RuntimeException>cast(RuntimeException.class)
			.switchIfEmpty(Mono.fromSupplier(() -> PlainOwner.notConnected(worker, failure)))
			.flatMap(Mono::error);
	}

}
