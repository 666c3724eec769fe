package io.rpcparallel.protocol;

import java.time.Duration;

/**
 * A call holds a thread of its worker although it was cancelled at its deadline and its
 * grace is over. Has the stack trace of that thread.
 */
public final class OverdueCallException extends RuntimeException {

	private final String functionName;

	private final String threadDump;

	/**
	 * Create an exception.
	 * @param functionName what was called
	 * @param holder the thread that it holds
	 * @param grace how long it has held that after its deadline
	 * @param deadlock which threads wait for each other for ever, empty if none do
	 * @param threadDump what all threads of the process do
	 */
	public OverdueCallException(String functionName, Thread holder, Duration grace, String deadlock,
			String threadDump) {
		super("function '%s' still held thread '%s' %d ms after its deadline, although it was cancelled and interrupted; all other calls of the worker are collateral%s"
			.formatted(functionName, holder.getName(), grace.toMillis(),
					deadlock.isEmpty() ? "" : ". Deadlock: " + deadlock));
		this.functionName = functionName;
		this.threadDump = threadDump;
		setStackTrace(holder.getStackTrace());
	}

	/**
	 * Return what is overdue.
	 * @return what it is in words, such as {@code function 'add'}
	 */
	public String where() {
		return "function '%s'".formatted(this.functionName);
	}

	/**
	 * Return what all threads of the process did.
	 * @return their stack traces, with the monitors that they hold and wait for
	 */
	public String threadDump() {
		return this.threadDump;
	}

}
