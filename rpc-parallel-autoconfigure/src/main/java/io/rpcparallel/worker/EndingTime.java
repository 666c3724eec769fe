package io.rpcparallel.worker;

import java.time.Duration;

import io.rpcparallel.protocol.WorkerExitCode;

/**
 * How long the process of a worker may take to end before it is ended by force.
 */
final class EndingTime {

	/**
	 * Much longer than the application should need to close.
	 */
	private static final Duration CLOSING = Duration.ofSeconds(120);

	/**
	 * What part of its grace an orphan has for closing its application, as nobody waits
	 * for that any more: to end by force takes the JVM another 300 ms. What it does at
	 * the loss of its master has all of the grace, before that.
	 */
	private static final int SHARE_OF_ORPHAN = 8;

	private static final int GRACES_AFTER_FAILURE = 2;

	private static final Duration MARGIN = Duration.ofSeconds(1);

	private final Duration grace;

	private final MasterLoss masterLoss;

	/**
	 * Create an object for a process.
	 * @param grace how long it may take if its master closes it
	 * @param masterLoss what it does at the loss of its master
	 */
	EndingTime(Duration grace, MasterLoss masterLoss) {
		this.grace = grace;
		this.masterLoss = masterLoss;
	}

	Duration ofOrphan(boolean masterGone) {
		Duration closing = masterGone ? this.grace.dividedBy(SHARE_OF_ORPHAN) : this.grace;
		return this.masterLoss.hasActions() ? this.grace.plus(closing) : closing;
	}

	Duration of(WorkerExitCode code) {
		return switch (code) {
			case ENDED -> CLOSING;
			case ORPHANED -> ofOrphan(false);
			default -> this.grace.multipliedBy(GRACES_AFTER_FAILURE).plus(MARGIN);
		};
	}

}
