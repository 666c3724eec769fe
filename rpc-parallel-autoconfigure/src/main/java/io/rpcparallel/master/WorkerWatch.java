package io.rpcparallel.master;

import java.time.Duration;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.rpcparallel.process.SilenceWatch;
import io.rpcparallel.process.SilenceWatch.Finding;
import io.rpcparallel.process.SilenceWatch.Verdict;

/**
 * Looks after one worker: suspects it when it has fallen silent, and gives it up when
 * that takes too long for what its process does. Each suspicion is told once.
 */
class WorkerWatch implements Runnable {

	private static final Log logger = LogFactory.getLog(WorkerWatch.class);

	private final WorkerMonitor monitor;

	private final SilenceWatch watch;

	private final MasterListener listener;

	private final Consumer<Finding> onSilence;

	private boolean suspected;

	private Duration silence = Duration.ZERO;

	/**
	 * Create a watch.
	 * @param monitor tells how long the worker has been silent
	 * @param watch decides what that means
	 * @param listener is told when the worker is suspected and when it is heard again
	 * @param onSilence is told of a silence that is too long, again and again
	 */
	WorkerWatch(WorkerMonitor monitor, SilenceWatch watch, MasterListener listener, Consumer<Finding> onSilence) {
		this.monitor = monitor;
		this.watch = watch;
		this.listener = listener;
		this.onSilence = onSilence;
	}

	@Override
	public void run() {
		try {
			check(this.watch.check(this.monitor.silence()));
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			// It must not be the last look
			logger.warn("Worker '%s' could not be looked after".formatted(this.monitor.entry().name()), ex);
		}
	}

	private void check(Finding finding) {
		if (finding.verdict() == Verdict.ALIVE) {
			heard();
			return;
		}
		this.silence = finding.silence();
		if (!this.suspected && this.monitor.entry().suspect()) {
			this.suspected = true;
			logger.warn("Worker '%s' gave no sign of life for %d ms: %s".formatted(this.monitor.entry().name(),
					finding.silence().toMillis(), finding.condition().description()));
			this.listener.suspected(this.monitor.entry().name(), finding.silence());
		}
		if (finding.verdict() == Verdict.DEAD) {
			this.onSilence.accept(finding);
		}
	}

	private void heard() {
		if (this.suspected) {
			this.suspected = false;
			this.monitor.entry().heardAgain();
			logger.info("Worker '%s' is heard again after %d ms".formatted(this.monitor.entry().name(),
					this.silence.toMillis()));
			this.listener.heardAgain(this.monitor.entry().name(), this.silence);
		}
	}

}
