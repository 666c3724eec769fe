package io.rpcparallel.master;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.rpcparallel.CallInFlight;
import io.rpcparallel.CrashCause;
import io.rpcparallel.CrashReport;
import io.rpcparallel.RemoteThrowable;
import io.rpcparallel.WorkerLostException;
import io.rpcparallel.launch.LaunchedWorker;

/**
 * Finds out why a worker's process has ended, once for all who ask. The first cause
 * counts, and what it leads to changes nothing.
 */
class Autopsy {

	private static final Duration EXIT_CODE_WAIT = Duration.ofSeconds(1);

	private static final Duration END_WAIT = Duration.ofMillis(250);

	private final SpawnedWorker worker;

	private final BooleanSupplier endWanted;

	private final BooleanSupplier closedHere;

	private final Executor executor;

	private final AtomicReference<@Nullable Verdict> first = new AtomicReference<>();

	private final AtomicReference<@Nullable CrashReport> report = new AtomicReference<>();

	private final Queue<CallInFlight> calls = new ConcurrentLinkedQueue<>();

	private final AtomicInteger callCount = new AtomicInteger();

	/**
	 * Create an autopsy to come.
	 * @param worker the worker
	 * @param endWanted whether it was told to end, or has ended in good order
	 * @param closedHere whether the connection was closed here
	 * @param executor where those are told who wait for what it finds
	 */
	Autopsy(SpawnedWorker worker, BooleanSupplier endWanted, BooleanSupplier closedHere, Executor executor) {
		this.worker = worker;
		this.endWanted = endWanted;
		this.closedHere = closedHere;
		this.executor = executor;
	}

	/**
	 * The process is ended from here, for a reason that nothing it leaves behind tells.
	 * @param cause why
	 * @param description why, in a sentence
	 */
	void decided(CrashCause cause, String description) {
		this.first.compareAndSet(null, new Verdict(cause, description));
	}

	/**
	 * Explain why a call has no answer. If it was not started, the worker is about to
	 * end.
	 * @param call the call
	 * @param failure the failure of the link
	 * @return the explanation, soon
	 */
	Mono<WorkerLostException> explain(CallInFlight call, Throwable failure) {
		if (this.worker.link().isOpen() && call.progress() == CallInFlight.Progress.UNKNOWN) {
			return Mono.just(new WorkerLostException(requestFailed(failure), call, failure));
		}
		// What the caller does with it must not hold up those who learn of the end too
		return explainEnd(call, failure).publishOn(MasterThreads.scheduler(this.executor));
	}

	private Mono<WorkerLostException> explainEnd(@Nullable CallInFlight call, Throwable failure) {
		if (call != null && this.report.get() == null && this.callCount.incrementAndGet() <= CrashReport.MAX_CALLS) {
			this.calls.add(call);
		}
		return Mono.fromFuture(exitCode()).map((exitCode) -> lost(exitCode.orElse(null), call, failure));
	}

	private CrashReport requestFailed(Throwable failure) {
		return CrashReport.of(subject(), CrashCause.CONNECTION_LOST,
				"the request to its process (pid %d) failed with %s".formatted(this.worker.process().pid(), failure));
	}

	// All calls of the link are in the report: they end before it has
	private CompletableFuture<Optional<Integer>> exitCode() {
		CompletableFuture<Void> link = this.worker.link().onClose().toFuture();
		return this.worker.process()
			.onExit()
			.thenCombine(link, (exitCode, closed) -> exitCode)
			.<Optional<Integer>>handle((exitCode, ex) -> Optional.ofNullable(exitCode))
			.completeOnTimeout(Optional.empty(), EXIT_CODE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
	}

	/**
	 * Explain why another connection has failed, if that is since the worker has ended.
	 * @param call the call on it that has no answer, or {@code null} if there was none
	 * @param failure how it has failed
	 * @return the explanation, or empty if the worker is alive
	 */
	Mono<WorkerLostException> explainIfEnded(@Nullable CallInFlight call, Throwable failure) {
		CompletableFuture<Void> closed = this.worker.link().onClose().toFuture();
		CompletableFuture<Boolean> ended = closed.thenApply((nothing) -> true)
			.completeOnTimeout(false, END_WAIT.toMillis(), TimeUnit.MILLISECONDS);
		// It may live for long, and would know of all who have ever asked
		ended.thenRun(() -> closed.cancel(false));
		return Mono.fromFuture(ended)
			.filter(Boolean::booleanValue)
			.flatMap((yes) -> explainEnd(call, failure))
			.publishOn(MasterThreads.scheduler(this.executor));
	}

	/**
	 * Tell that the worker is lost.
	 * @param exitCode the exit code of its process, or {@code null} if it is not known
	 * @param call the call that has no answer, or {@code null} if it is not about one
	 * @param failure the failure that was noticed, if there was one
	 * @return the loss
	 */
	WorkerLostException lost(@Nullable Integer exitCode, @Nullable CallInFlight call, @Nullable Throwable failure) {
		RemoteThrowable thrown = Verdict.thrown(this.worker.monitor().failure());
		return new WorkerLostException(report(exitCode), call, (thrown != null) ? thrown : failure);
	}

	private CrashReport report(@Nullable Integer exitCode) {
		CrashReport made = this.report.get();
		if (made != null && (made.evidence().exitCode() != null || exitCode == null)) {
			return made;
		}
		List<String> lastLines = this.endWanted.getAsBoolean() ? List.of() : this.worker.process().lastLines();
		LastWords lastWords = LastWords.in(lastLines);
		Verdict verdict = verdict(exitCode, lastWords);
		WorkerMonitor monitor = this.worker.monitor();
		CrashReport next = new CrashReport(subject(), verdict.cause(), verdict.description(),
				new CrashReport.Evidence(exitCode, lastWords.errorFile(), lastLines, monitor.lastRecords(),
						monitor.entry().vitalSigns(), monitor.threadDump()),
				List.copyOf(this.calls), this.callCount.get());
		// Another one may have been made meanwhile, with the same
		return this.report.compareAndSet(made, next) ? next : report(exitCode);
	}

	private Verdict verdict(@Nullable Integer exitCode, LastWords lastWords) {
		Verdict earlier = this.first.get();
		if (earlier != null) {
			return earlier;
		}
		LaunchedWorker process = this.worker.process();
		WorkerMonitor monitor = this.worker.monitor();
		Verdict verdict = Verdict.of(new Verdict.Signs(process.pid(), exitCode, this.endWanted.getAsBoolean(),
				this.closedHere.getAsBoolean(), monitor.failure(), monitor.exitNotice(), lastWords,
				exitCode != null && process.isKilledForMemory()));
		if (verdict.cause() == CrashCause.CONNECTION_LOST) {
			// Its process may still end, and tell why
			return verdict;
		}
		Verdict other = this.first.compareAndExchange(null, verdict);
		return (other != null) ? other : verdict;
	}

	private CrashReport.Subject subject() {
		LaunchedWorker process = this.worker.process();
		return this.worker.monitor().entry().subject(process.pid(), process.host(), process.launcher());
	}

}
