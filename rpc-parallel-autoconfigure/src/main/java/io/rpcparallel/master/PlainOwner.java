package io.rpcparallel.master;

import java.util.List;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.rpcparallel.CloseReason;
import io.rpcparallel.RemoteThrowable;
import io.rpcparallel.Worker;
import io.rpcparallel.WorkerAuthenticationException;
import io.rpcparallel.WorkerLostException;
import io.rpcparallel.transport.LinkRefusedException;
import io.rpcparallel.transport.RpcLink;

/**
 * Stands behind a connection that was opened to a worker which lives on without it.
 */
class PlainOwner implements ConnectionOwner {

	private final Worker<?> worker;

	private final RpcLink link;

	private final LinkEnd end;

	private final @Nullable ProcessOwner process;

	/**
	 * Create an owner.
	 * @param worker the worker
	 * @param link the connection to it
	 * @param process stands behind its process, if that was started here
	 */
	PlainOwner(Worker<?> worker, RpcLink link, @Nullable ProcessOwner process) {
		this.process = process;
		this.worker = worker;
		this.link = link;
		this.end = new LinkEnd(link);
		this.end.await();
	}

	@Override
	public Mono<Void> close() {
		this.end.closingHere();
		this.link.close();
		return this.link.onClose();
	}

	@Override
	public Mono<CloseReason> closed() {
		return this.end.closed();
	}

	@Override
	public <T> Mono<T> lost(String functionName, Throwable failure) {
		if (this.process != null && !this.link.isOpen() && !this.end.isClosedHere()) {
			// Knows more about the end
			return this.process.lost(functionName, failure);
		}
		RemoteThrowable first = this.end.failure();
		String reason = this.link.isOpen() ? "the request failed with " + failure : ended();
		return Mono.error(new WorkerLostException(this.worker.name(),
				"%s, so the call of function '%s' has no answer".formatted(reason, functionName), null, List.of(),
				(first != null) ? first : failure));
	}

	private String ended() {
		if (this.end.isClosedHere()) {
			return "the connection to it was closed here";
		}
		return this.end.isGoodbye() ? "it has ended in good order" : lost(this.end);
	}

	private static String lost(LinkEnd end) {
		return (end.failure() != null) ? "it failed with " + end.failure() : "the connection to it has ended";
	}

	static RuntimeException lost(Worker<?> worker, LinkEnd end, Throwable failure) {
		RemoteThrowable first = end.failure();
		return new WorkerLostException(worker.name(), lost(end), null, List.of(), (first != null) ? first : failure);
	}

	static RuntimeException notConnected(Worker<?> worker, Throwable failure) {
		if (failure instanceof LinkRefusedException) {
			return new WorkerAuthenticationException(worker.name(),
					"The process at %s refused the connection: it is not worker '%s' (any more), or belongs to another application"
						.formatted(worker.address(), worker.name()),
					failure);
		}
		if (failure instanceof TimeoutException) {
			return new WorkerLostException(worker.name(),
					"it does not answer at %s in time (%s)".formatted(worker.address(), failure.getMessage()), null,
					List.of(), failure);
		}
		return new WorkerLostException(worker.name(),
				"nobody answers at %s (%s)".formatted(worker.address(), failure.getMessage()), null, List.of(),
				failure);
	}

}
