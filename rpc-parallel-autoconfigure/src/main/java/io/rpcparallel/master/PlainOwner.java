package io.rpcparallel.master;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

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

	private static final Duration END_WAIT = Duration.ofSeconds(1);

	private final Worker<?> worker;

	private final RpcLink link;

	private final LinkEnd end;

	private final @Nullable ProcessOwner process;

	private final Scheduler callers;

	/**
	 * Create an owner.
	 * @param worker the worker
	 * @param link the connection to it
	 * @param process stands behind its process, if that was started here
	 * @param callers the threads of callers
	 */
	PlainOwner(Worker<?> worker, RpcLink link, @Nullable ProcessOwner process, Scheduler callers) {
		this.callers = callers;
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
			return (this.process != null) ? this.process.lost(call, failure)
					: closedSoon().then(Mono.defer(() -> Mono.error(lostAlone(call, failure))));
		}
		return Mono.error(lostAlone(call, failure));
	}

	// What it still has to do may take long
	private Mono<CloseReason> closedSoon() {
		CompletableFuture<CloseReason> closed = closed().toFuture();
		CompletableFuture<CloseReason> soon = closed.copy()
			.completeOnTimeout(CloseReason.LOST, END_WAIT.toMillis(), TimeUnit.MILLISECONDS);
		soon.thenRun(() -> closed.cancel(false));
		return Mono.fromFuture(soon).publishOn(this.callers);
	}

	private WorkerLostException lostAlone(CallInFlight call, Throwable failure) {
		RemoteThrowable first = this.end.failure();
		CrashReport.Subject subject = CrashReport.Subject.of(this.worker);
		return new WorkerLostException(
				this.link.isOpen() ? requestFailed(subject, call, failure)
						: CrashReport.of(subject, cause(this.end), ended(this.end)),
				call, (first != null) ? first : failure);
	}

	private static CrashReport requestFailed(CrashReport.Subject subject, CallInFlight call, Throwable failure) {
		// Only a signal lets a worker take that long to end
		return (call.progress() == CallInFlight.Progress.NOT_STARTED)
				? CrashReport.of(subject, CrashCause.TERMINATED, "it was asked to end and takes no further calls")
				: CrashReport.of(subject, CrashCause.CONNECTION_LOST, "the request failed with " + failure);
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
