package io.rpcparallel.master;

import java.nio.channels.ClosedChannelException;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.rpcparallel.UnknownFunctionException;
import io.rpcparallel.Worker;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerException;
import io.rpcparallel.WorkerStreams;
import io.rpcparallel.function.RequestResponseFunction;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.registry.RegisteredFunction;
import io.rpcparallel.registry.WorkerFunctionRegistry;
import io.rpcparallel.transport.RpcLink;

/**
 * An open connection to a worker.
 *
 * @param <S> the worker's state
 */
class ClientConnection<S> implements WorkerConnection<S> {

	private static final int LARGE = 64 * 1024;

	private final Worker<S> worker;

	private final RpcLink link;

	private final ConnectionOwner owner;

	private final WorkerFunctionRegistry registry;

	private final PayloadWriter writer;

	private final ReplyReader reader;

	ClientConnection(Worker<S> worker, RpcLink link, ConnectionOwner owner, WorkerFunctionRegistry registry,
			PayloadWriter writer, ReplyReader reader) {
		this.worker = worker;
		this.link = link;
		this.owner = owner;
		this.registry = registry;
		this.writer = writer;
		this.reader = reader;
	}

	@Override
	public Worker<S> worker() {
		return this.worker;
	}

	@Override
	public boolean isOpen() {
		return this.link.isOpen();
	}

	@Override
	public Optional<WorkerStreams> streams() {
		return this.owner.streams();
	}

	@Override
	@SuppressWarnings("unchecked") // the result format is that of the function's
									// declaration
	public <Q extends @Nullable Object, R extends @Nullable Object> Mono<R> submit(
			RequestResponseFunction<? super S, Q, R> function, Q query) {
		return Mono.defer(() -> {
			if (!this.link.isOpen()) {
				// With the application closed, the beans are gone that tell the
				// function's name
				RegisteredFunction called = this.registry.find(function);
				return this.owner.lost((called != null) ? called.name() : function.getClass().getName(),
						new ClosedChannelException());
			}
			RegisteredFunction registered = find(function);
			byte[] body = this.writer.write(this.worker.name(),
					"the query of function '%s'".formatted(registered.name()), registered.query(), query);
			return this.link.request(registered.index(), body)
				.onErrorResume((ex) -> this.owner.<Reply>lost(registered.name(), ex))
				.flatMap(ClientConnection::movedIfLarge)
				.mapNotNull((reply) -> (R) this.reader.read(this.worker.name(), registered, reply));
		});
	}

	// Decoding much would hold up the other links of the transport's thread
	private static Mono<Reply> movedIfLarge(Reply reply) {
		byte[] body = reply.body();
		Mono<Reply> here = Mono.just(reply);
		return (body != null && body.length > LARGE) ? here.publishOn(Schedulers.boundedElastic()) : here;
	}

	private RegisteredFunction find(RequestResponseFunction<? super S, ?, ?> function) throws WorkerException {
		RegisteredFunction registered = this.registry.find(function);
		if (registered == null) {
			throw new UnknownFunctionException(this.worker.name(),
					"%s is no @WorkerFunction bean of this application. Inject the bean and pass it; an object made with 'new', or a bean without @WorkerFunction, is not known to workers"
						.formatted(function.getClass().getName()));
		}
		return registered;
	}

	@Override
	public Mono<Void> closeAsync() {
		return this.owner.close();
	}

	@Override
	public String toString() {
		return "WorkerConnection[%s, %s]".formatted(this.worker, isOpen() ? "open" : "closed");
	}

}
