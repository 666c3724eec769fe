package io.rpcparallel.protocol;

import java.time.Duration;

/**
 * When a call is to have ended, by the clock of this process that only goes forwards.
 * Other processes have other clocks, so they are told how much time remains.
 *
 * @param at the value of {@link System#nanoTime()} then
 */
public record Deadline(long at) {

	// Some 70 years, so that two deadlines can be compared
	private static final long LONGEST = Long.MAX_VALUE / 4;

	/**
	 * Return the deadline of a call that starts now.
	 * @param time how long the call may take
	 * @return the deadline
	 */
	public static Deadline after(Duration time) {
		return afterNanos(time.toNanos());
	}

	/**
	 * Return the deadline of a call of which somebody else knows how much time remains.
	 * @param nanos the time that remains in nanoseconds; it is over if that is not
	 * positive
	 * @return the deadline
	 */
	public static Deadline afterNanos(long nanos) {
		return new Deadline(System.nanoTime() + Math.max(0, Math.min(LONGEST, nanos)));
	}

	/**
	 * Return the time that remains.
	 * @return the time in nanoseconds, zero if it is over
	 */
	public long remainingNanos() {
		return Math.max(0, this.at - System.nanoTime());
	}

	/**
	 * Return the time that remains.
	 * @return the time, zero if it is over
	 */
	public Duration remaining() {
		return Duration.ofNanos(remainingNanos());
	}

	/**
	 * Return whether the time is over.
	 * @return whether nothing remains of it
	 */
	public boolean hasPassed() {
		return this.at - System.nanoTime() <= 0;
	}

}
