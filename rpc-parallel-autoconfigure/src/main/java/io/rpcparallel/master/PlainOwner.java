package io.rpcparallel.master;

import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.rpcparallel.CallInFlight;
import io.rpcparallel.CloseReason;
import io.rpcparallel.CrashCause;
import io.rpcparallel.CrashReport;
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
	public <T> Mono<T> lost(CallInFlight call, Throwable failure) {
		if (this.process != null && !this.link.isOpen() && !this.end.isClosedHere()) {
			// Knows more about the end, if that is what it is
			return this.process.lostIfEnded(call, failure)
				.<T>flatMap(Mono::error)
				.switchIfEmpty(Mono.defer(() -> Mono.error(lostAlone(call, failure))));
		}
		if (this.link.isOpen() && call.progress() == CallInFlight.Progress.NOT_STARTED) {
			// The worker is about to end, and has yet to say why
			return closed().then(Mono.defer(() -> lost(call, failure)));
		}
		return Mono.error(lostAlone(call, failure));
	}

	private WorkerLostException lostAlone(CallInFlight call, Throwable failure) {
		RemoteThrowable first = this.end.failure();
		String description = this.link.isOpen() ? "the request failed with " + failure : ended(this.end);
		return new WorkerLostException(
				CrashReport.of(CrashReport.Subject.of(this.worker), cause(this.end), description), call,
				(first != null) ? first : failure);
	}

	private static CrashCause cause(LinkEnd end) {
		if (end.isClosedHere() || end.isGoodbye()) {
			return CrashCause.ENDED;
		}
		RemoteThrowable failure = end.failure();
		return (failure != null) ? Verdict.causeOf(failure) : CrashCause.CONNECTION_LOST;
	}

	private static String ended(LinkEnd end) {
		if (end.isClosedHere()) {
			return "the connection to it was closed here";
		}
		if (end.isGoodbye()) {
			return "it has ended in good order";
		}
		return (end.failure() != null) ? "it failed with " + end.failure() : "the connection to it has ended";
	}

	static RuntimeException lost(Worker<?> worker, LinkEnd end, Throwable failure) {
		RemoteThrowable first = end.failure();
		return new WorkerLostException(CrashReport.of(CrashReport.Subject.of(worker), cause(end), ended(end)), null,
				(first != null) ? first : failure);
	}

	static RuntimeException notConnected(Worker<?> worker, Throwable failure) {
		if (failure instanceof LinkRefusedException) {
			return new WorkerAuthenticationException(worker.name(),
					"The process at %s refused the connection: it is not worker '%s' (any more), or belongs to another application"
						.formatted(worker.address(), worker.name()),
					failure);
		}
		if (failure instanceof TimeoutException) {
			return notConnected(worker, "it does not answer at %s in time (%s)", failure);
		}
		return notConnected(worker, "nobody answers at %s (%s)", failure);
	}

	private static RuntimeException notConnected(Worker<?> worker, String description, Throwable failure) {
		return new WorkerLostException(CrashReport.of(CrashReport.Subject.of(worker), CrashCause.CONNECTION_LOST,
				description.formatted(worker.address(), failure.getMessage())), null, failure);
	}

}
