package io.rpcparallel.transport;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.process.ProcessSigns;
import io.rpcparallel.process.SilenceWatch;
import io.rpcparallel.process.SilenceWatch.Finding;
import io.rpcparallel.process.SilenceWatch.Verdict;

/**
 * When a connection is to give a sign of life, and whether the other side has given any.
 * Whatever comes is a sign, also a part of a large message. It beats on the thread that
 * reads, once a first frame was sent: a worker's functions hold that only briefly, but
 * subscribers of a caller's streams are called on it, and should not block.
 */
final class LinkPulse {

	private final SilenceWatch watch;

	private final LongSupplier clock;

	private final long interval;

	private volatile boolean started;

	private volatile boolean outlasting;

	private boolean begun;

	private boolean heard;

	private long heardAt;

	private long nextCheck;

	private long nextBeat;

	/**
	 * Create a pulse.
	 * @param interval how often to give a sign of life
	 * @param timeout how long the other side may give none
	 * @param clock tells the time in nanoseconds
	 */
	LinkPulse(Duration interval, Duration timeout, LongSupplier clock) {
		this.watch = new SilenceWatch(null, interval, timeout, (process) -> ProcessSigns.UNKNOWN, clock);
		this.clock = clock;
		this.interval = this.watch.interval().toNanos();
	}

	/**
	 * Begin to beat, from any thread.
	 * @return whether it has not begun before
	 */
	boolean start() {
		boolean first = !this.started;
		if (first) {
			this.started = true;
		}
		return first;
	}

	/**
	 * Mind no silence from now on, from any thread.
	 */
	void outlastSilence() {
		this.outlasting = true;
	}

	/**
	 * Something was read.
	 */
	void heard() {
		this.heard = true;
	}

	/**
	 * Return how long there is nothing to do.
	 * @return the time in milliseconds, or zero before the start
	 */
	long millisLeft() {
		if (!this.started) {
			return 0;
		}
		begin();
		return Math.max(1, TimeUnit.NANOSECONDS.toMillis(this.nextCheck - this.clock.getAsLong()) + 1);
	}

	private void begin() {
		if (!this.begun) {
			this.begun = true;
			long now = this.clock.getAsLong();
			this.heardAt = now;
			this.nextCheck = now + this.watch.period().toNanos();
			this.nextBeat = now + this.interval;
		}
	}

	/**
	 * Return whether there is something to do.
	 * @return whether to check
	 */
	boolean isDue() {
		return this.begun && this.nextCheck - this.clock.getAsLong() <= 0;
	}

	/**
	 * Check whether the other side lives.
	 * @return how long it was silent if that is too long, otherwise {@code null}
	 */
	@Nullable Duration check() {
		long now = this.clock.getAsLong();
		this.nextCheck = now + this.watch.period().toNanos();
		if (this.heard) {
			this.heard = false;
			this.heardAt = now;
		}
		Finding finding = this.watch.check(Duration.ofNanos(now - this.heardAt));
		return (finding.verdict() == Verdict.DEAD && !this.outlasting) ? finding.silence() : null;
	}

	/**
	 * Return whether to give a sign of life now, and begin to wait for the next one.
	 * @return whether it is time
	 */
	boolean isBeatDue() {
		long now = this.clock.getAsLong();
		if (this.nextBeat - now > 0) {
			return false;
		}
		this.nextBeat = now + this.interval;
		return true;
	}

}
