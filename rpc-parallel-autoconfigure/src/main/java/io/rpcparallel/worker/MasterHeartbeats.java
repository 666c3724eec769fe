package io.rpcparallel.worker;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.process.Kinship;
import io.rpcparallel.process.ProcessTable;
import io.rpcparallel.process.SilenceWatch;
import io.rpcparallel.process.SilenceWatch.Finding;
import io.rpcparallel.process.SilenceWatch.Verdict;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.WorkerRole;

/**
 * Gives the master signs of life, expects them to be answered, and gives the master up
 * when it is silent for too long for what its process does.
 */
class MasterHeartbeats {

	private static final Log logger = LogFactory.getLog(MasterHeartbeats.class);

	private final Supplier<Mono<Reply>> beat;

	private final SilenceWatch watch;

	private final Runnable onLoss;

	private final AtomicBoolean unanswered = new AtomicBoolean();

	private volatile long heard = System.nanoTime();

	private Verdict verdict = Verdict.ALIVE;

	private Duration silence = Duration.ZERO;

	/**
	 * Create heartbeats.
	 * @param beat sends a sign of life
	 * @param watch decides what silence means
	 * @param onLoss is called when the master is given up
	 */
	MasterHeartbeats(Supplier<Mono<Reply>> beat, SilenceWatch watch, Runnable onLoss) {
		this.beat = beat;
		this.watch = watch;
		this.onLoss = onLoss;
	}

	/**
	 * Return what decides about the process that this one was started by.
	 * @param rpc how often it is to be heard, and how long it may be silent
	 * @return the watch
	 */
	static SilenceWatch watch(RpcSettings rpc) {
		return new SilenceWatch(master(), rpc.heartbeatInterval(), rpc.heartbeatTimeout(), ProcessTable.local(),
				System::nanoTime);
	}

	private static @Nullable ProcessHandle master() {
		String role = System.getenv(WorkerRole.VARIABLE);
		OptionalLong pid = (role != null) ? WorkerRole.masterPid(role) : OptionalLong.empty();
		return pid.isPresent() ? Kinship.ancestor(pid.getAsLong()) : null;
	}

	/**
	 * Begin.
	 * @param interval how often to give a sign of life
	 * @param clock runs it
	 * @return ends it
	 */
	Disposable start(Duration interval, Scheduler clock) {
		long period = this.watch.period().toNanos();
		return Disposables.composite(
				clock.schedulePeriodically(this::beat, 0, interval.toMillis(), TimeUnit.MILLISECONDS),
				clock.schedulePeriodically(this::check, period, period, TimeUnit.NANOSECONDS));
	}

	// A master that answers nothing gets no second one, so that they don't pile up
	private void beat() {
		if (this.unanswered.compareAndSet(false, true)) {
			Mono.defer(this.beat)
				.doFinally((signal) -> this.unanswered.set(false))
				.subscribe((reply) -> this.heard = System.nanoTime(),
						(ex) -> logger.trace("A sign of life was not answered", ex));
		}
	}

	/**
	 * Decide whether the master is alive.
	 */
	void check() {
		Finding finding = this.watch.check(Duration.ofNanos(System.nanoTime() - this.heard));
		Verdict before = this.verdict;
		this.verdict = finding.verdict();
		if (this.verdict == Verdict.ALIVE) {
			if (before != Verdict.ALIVE) {
				logger.info("The master is heard again after %d ms".formatted(this.silence.toMillis()));
			}
			return;
		}
		this.silence = finding.silence();
		if (before == Verdict.ALIVE) {
			logger.warn("The master gave no sign of life for %d ms: %s".formatted(this.silence.toMillis(),
					finding.condition().description()));
		}
		if (this.verdict == Verdict.DEAD && before != Verdict.DEAD) {
			logger.warn("The master gave no sign of life for %d ms (%s), so it is taken for lost"
				.formatted(this.silence.toMillis(), finding.condition().description()));
			this.onLoss.run();
		}
	}

}
