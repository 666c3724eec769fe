package io.rpcparallel.process;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Decides whether another process is alive, from how long it has been silent and from
 * what the process table tells of it. Only time in which this process ran itself counts,
 * so that a pause of both is nobody's silence, and no wall clock is asked. To be used by
 * one thread at a time.
 */
public final class SilenceWatch {

	private static final int INTERVALS_UNTIL_SUSPECT = 3;

	private static final Duration SHORTEST_SUSPICION = Duration.ofMillis(500);

	/**
	 * What is stopped does nothing until somebody tells it to, so that it is given up
	 * before the time-out: after this, or two fifths of the time-out if that is longer.
	 */
	private static final Duration STOPPED = Duration.ofSeconds(12);

	private static final double STOPPED_SHARE = 0.4;

	/**
	 * How many times the time-out a process may be silent that uses the processor.
	 */
	private static final int WORKING_TIMEOUTS = 10;

	/**
	 * How much of the time a process uses that works. An idle JVM uses a tenth of it.
	 */
	private static final double WORKING_SHARE = 0.05;

	private static final Duration LEAST_WORK = Duration.ofMillis(30);

	private static final Duration LONGEST_PERIOD = Duration.ofSeconds(1);

	private static final Duration SHORTEST_PERIOD = Duration.ofMillis(10);

	// What is longer has the same meaning, and does not fit into nanoseconds
	private static final Duration LONGEST = Duration.ofDays(3650);

	private final @Nullable ProcessHandle process;

	private final ProcessTable table;

	private final LongSupplier clock;

	private final long interval;

	private final long period;

	private final long longestStep;

	private final long suspicion;

	private final long timeout;

	private final long stoppedLimit;

	private final long workWindow;

	private long checked;

	// For how long, as far as this process has noticed: nothing was heard, ...
	private long silent;

	// ... nothing was heard, and no debugger was to be seen
	private long unexcused;

	// ... nothing was heard, and the process did nothing
	private long idle;

	// ... nothing was heard, and the process can't have run
	private long stopped;

	private boolean working;

	private @Nullable Long workSince;

	private Duration workBefore = Duration.ZERO;

	/**
	 * Create a watch.
	 * @param process the other process, or {@code null} if it is not of this machine or
	 * not known, so that time alone decides
	 * @param interval how often it is to be heard
	 * @param timeout how long it may be silent
	 * @param table tells how it is
	 * @param clock tells the time in nanoseconds, as {@link System#nanoTime()} does
	 */
	public SilenceWatch(@Nullable ProcessHandle process, Duration interval, Duration timeout, ProcessTable table,
			LongSupplier clock) {
		this.process = process;
		this.table = table;
		this.clock = clock;
		this.interval = nanos(interval);
		this.timeout = nanos(timeout);
		this.suspicion = Math.min(Math.max(this.interval * INTERVALS_UNTIL_SUSPECT, SHORTEST_SUSPICION.toNanos()),
				this.timeout / 2);
		this.stoppedLimit = Math.min(this.timeout, Math.max(STOPPED.toNanos(), (long) (this.timeout * STOPPED_SHARE)));
		this.workWindow = Math.min(LONGEST_PERIOD.toNanos(), this.timeout / 4);
		this.period = Math.max(SHORTEST_PERIOD.toNanos(), Math.min(LONGEST_PERIOD.toNanos(), this.interval / 2));
		this.longestStep = Math.max(2 * this.period, Math.min(LONGEST_PERIOD.toNanos(), this.suspicion / 2));
		this.checked = clock.getAsLong();
	}

	private static long nanos(Duration duration) {
		return ((duration.compareTo(LONGEST) < 0) ? duration : LONGEST).toNanos();
	}

	/**
	 * Return how often the other process is to be heard.
	 * @return the time from one sign of life to the next, which fits into nanoseconds
	 */
	public Duration interval() {
		return Duration.ofNanos(this.interval);
	}

	/**
	 * Return how often to check.
	 * @return the time from one check to the next
	 */
	public Duration period() {
		return Duration.ofNanos(this.period);
	}

	/**
	 * Check.
	 * @param sinceHeard how long ago the other process was last heard
	 * @return how it is
	 */
	public Finding check(Duration sinceHeard) {
		long now = this.clock.getAsLong();
		long elapsed = now - this.checked;
		this.checked = now;
		long step = Math.min(elapsed, this.longestStep);
		long heard = sinceHeard.toNanos();
		if (heard <= elapsed) {
			startAnew(Math.min(heard, step));
		}
		else {
			this.silent += step;
			this.unexcused += step;
			this.idle += step;
			this.stopped += step;
		}
		if (this.silent <= this.suspicion) {
			return new Finding(Verdict.ALIVE, Duration.ofNanos(this.silent), Condition.UNKNOWN);
		}
		Condition condition = (this.process != null) ? look(this.process, now) : Condition.UNKNOWN;
		return new Finding(isDead(condition) ? Verdict.DEAD : Verdict.SUSPECT, Duration.ofNanos(this.silent),
				condition);
	}

	private void startAnew(long silent) {
		this.silent = silent;
		this.unexcused = silent;
		this.idle = silent;
		this.stopped = silent;
		this.working = false;
		this.workSince = null;
	}

	private Condition look(ProcessHandle process, long now) {
		ProcessSigns signs = this.table.look(process);
		if (signs.debugged()) {
			this.unexcused = 0;
			this.idle = 0;
			this.stopped = 0;
			return Condition.DEBUGGED;
		}
		if (signs.stopped()) {
			return Condition.STOPPED;
		}
		this.stopped = 0;
		noteWork(signs.processorTime(), now);
		return this.working ? Condition.WORKING : Condition.UNKNOWN;
	}

	private void noteWork(@Nullable Duration processorTime, long now) {
		if (processorTime == null) {
			return;
		}
		Long since = this.workSince;
		if (since != null && now - since < this.workWindow) {
			return;
		}
		if (since != null) {
			long work = processorTime.minus(this.workBefore).toNanos();
			this.working = work >= LEAST_WORK.toNanos() && work >= (now - since) * WORKING_SHARE;
			if (this.working) {
				this.idle = 0;
			}
		}
		this.workSince = now;
		this.workBefore = processorTime;
	}

	private boolean isDead(Condition condition) {
		return switch (condition) {
			case DEBUGGED -> false;
			case STOPPED -> this.stopped > this.stoppedLimit || this.idle > this.timeout;
			case WORKING, UNKNOWN -> this.idle > this.timeout || this.unexcused / WORKING_TIMEOUTS > this.timeout;
		};
	}

	/**
	 * What a check comes to.
	 */
	public enum Verdict {

		/**
		 * It was heard not long ago.
		 */
		ALIVE,

		/**
		 * It is silent, and may be heard again.
		 */
		SUSPECT,

		/**
		 * It was silent for too long.
		 */
		DEAD

	}

	/**
	 * How a process that is silent is.
	 */
	public enum Condition {

		/**
		 * Nothing is known of it, or it does nothing.
		 */
		UNKNOWN("it is not known why"),

		/**
		 * It uses processor time, as in a long garbage collection.
		 */
		WORKING("its process uses processor time, as in a long garbage collection"),

		/**
		 * It was stopped, as by SIGSTOP.
		 */
		STOPPED("its process was stopped, as by SIGSTOP"),

		/**
		 * It is under a debugger, or may be.
		 */
		DEBUGGED("its process is under a debugger, so that it is waited for");

		private final String description;

		Condition(String description) {
			this.description = description;
		}

		/**
		 * Return the condition in words.
		 * @return the second half of a sentence
		 */
		public String description() {
			return this.description;
		}

	}

	/**
	 * What a check has found.
	 *
	 * @param verdict what it comes to
	 * @param silence how long the other process was silent while this one ran
	 * @param condition how it is
	 */
	public record Finding(Verdict verdict, Duration silence, Condition condition) {

	}

}
