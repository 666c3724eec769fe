package io.rpcparallel.master;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * How long to wait before a standby is started after one that failed. Pauses double, as
 * what keeps standbys from starting also needs time to go, but never become so long that
 * there would be none for good. Not safe for use by several threads.
 */
class StandbyPauses {

	private static final Duration LONGEST = Duration.ofMinutes(5);

	// A standby that comes up and dies soon after has not shown that the next one won't
	private static final Duration LASTING = Duration.ofMinutes(1);

	private final Duration first;

	private final LongSupplier nanoTime;

	private Duration next;

	private @Nullable Long soundSince;

	StandbyPauses(Duration first, LongSupplier nanoTime) {
		this.first = first;
		this.nanoTime = nanoTime;
		this.next = first;
	}

	/**
	 * A standby has come up.
	 */
	void started() {
		if (this.soundSince == null) {
			this.soundSince = this.nanoTime.getAsLong();
		}
	}

	/**
	 * A standby was of use: the next failure is the first again.
	 */
	void reset() {
		this.next = this.first;
	}

	/**
	 * A standby has not come up, or has ended while it waited.
	 * @return how long to wait now
	 */
	Duration failed() {
		if (this.soundSince != null && this.nanoTime.getAsLong() - this.soundSince >= LASTING.toNanos()) {
			reset();
		}
		this.soundSince = null;
		Duration pause = this.next;
		Duration doubled = pause.multipliedBy(2);
		this.next = (doubled.compareTo(LONGEST) < 0) ? doubled : LONGEST;
		return pause;
	}

}
