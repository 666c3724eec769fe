package io.rpcparallel.test.fault;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What was measured when a fault was made happen: one line of the output of the tests
 * each, which starts with the fault.
 */
public final class Figures {

	private final String fault;

	private final String what;

	private final Queue<Duration> times = new ConcurrentLinkedQueue<>();

	private Figures(String fault, String what) {
		this.fault = fault;
		this.what = what;
	}

	/**
	 * Prepare to measure something more than once.
	 * @param fault the id of the fault
	 * @param what what is measured, such as {@code told after}
	 */
	public static Figures of(String fault, String what) {
		return new Figures(fault, what);
	}

	/**
	 * Print a line.
	 * @param fault the id of the fault
	 * @param format what was measured
	 * @param arguments the arguments of the format
	 */
	public static void print(String fault, String format, Object... arguments) {
		System.out.println(fault + ": " + format.formatted(arguments));
	}

	/**
	 * Print a time.
	 * @param fault the id of the fault
	 * @param what what took it
	 * @param start when it began, as {@code System.nanoTime()} told it
	 * @return how long it took
	 */
	public static Duration printSince(String fault, String what, long start) {
		Duration time = since(start);
		print(fault, "%s %d ms", what, time.toMillis());
		return time;
	}

	/**
	 * Return how long ago something was.
	 * @param start when it was, as {@code System.nanoTime()} told it
	 */
	public static Duration since(long start) {
		return Duration.ofNanos(System.nanoTime() - start);
	}

	/**
	 * Take what was measured.
	 */
	public void add(Duration time) {
		this.times.add(time);
	}

	/**
	 * Return the time that half of them did not take.
	 */
	public Duration median() {
		List<Duration> sorted = this.times.stream().sorted().toList();
		return sorted.get((sorted.size() - 1) / 2);
	}

	/**
	 * Return the longest time.
	 */
	public Duration longest() {
		return this.times.stream().max(Duration::compareTo).orElseThrow();
	}

	/**
	 * Print all of them in a line, if there are any.
	 * @param expected how often it should have been measured
	 */
	public void print(int expected) {
		if (!this.times.isEmpty()) {
			print(this.fault, "%s %d ms (median), %d ms (max), %d of %d", this.what, median().toMillis(),
					longest().toMillis(), this.times.size(), expected);
		}
	}

}
