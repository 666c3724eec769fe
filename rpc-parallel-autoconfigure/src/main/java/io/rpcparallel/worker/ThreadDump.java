package io.rpcparallel.worker;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the threads of this process do.
 *
 * @param text all threads with their stack traces, and the monitors that they hold and
 * wait for
 * @param deadlock which threads wait for each other for ever, empty if none do
 */
record ThreadDump(String text, String deadlock) {

	private static final int MAX_FRAMES = 100;

	/**
	 * In characters: it has to arrive, whatever the application is up to.
	 */
	private static final int MAX_LENGTH = 256 * 1024;

	/**
	 * Look at all threads.
	 * @return what they do, or why that can't be told
	 */
	static ThreadDump take() {
		try {
			ThreadMXBean threads = ManagementFactory.getThreadMXBean();
			// Not which other locks they hold, for which the whole heap would be searched
			ThreadInfo[] infos = threads.dumpAllThreads(threads.isObjectMonitorUsageSupported(), false, MAX_FRAMES);
			long[] deadlocked = threads.findDeadlockedThreads();
			return of(infos, (deadlocked != null) ? threads.getThreadInfo(deadlocked) : new ThreadInfo[0]);
		}
		catch (RuntimeException | Error ex) {
			// What it was taken for has to go on
			return new ThreadDump("The threads of the process can't be told: " + ex, "");
		}
	}

	private static ThreadDump of(ThreadInfo[] threads, ThreadInfo[] deadlocked) {
		String deadlock = Stream.of(deadlocked)
			// One may have ended meanwhile
			.filter(Objects::nonNull)
			.map((thread) -> "'%s' waits for %s held by '%s'".formatted(thread.getThreadName(), thread.getLockName(),
					thread.getLockOwnerName()))
			.collect(Collectors.joining(", "));
		StringBuilder text = new StringBuilder(deadlock.isEmpty() ? "" : "Deadlock: " + deadlock + "\n\n");
		int count = 0;
		while (count < threads.length && text.length() < MAX_LENGTH) {
			append(text, threads[count]);
			count++;
		}
		if (count < threads.length) {
			text.append("... and %d further threads\n".formatted(threads.length - count));
		}
		return new ThreadDump(text.toString(), deadlock);
	}

	private static void append(StringBuilder text, ThreadInfo thread) {
		text.append("\"%s\" #%d%s %s".formatted(thread.getThreadName(), thread.getThreadId(),
				thread.isDaemon() ? " daemon" : "", thread.getThreadState()));
		LockInfo lock = thread.getLockInfo();
		if (lock != null) {
			text.append(" on ").append(lock);
		}
		if (thread.getLockOwnerName() != null) {
			text.append(" held by \"%s\"".formatted(thread.getLockOwnerName()));
		}
		text.append('\n');
		StackTraceElement[] frames = thread.getStackTrace();
		for (int depth = 0; depth < frames.length; depth++) {
			text.append("\tat ").append(frames[depth]).append('\n');
			for (MonitorInfo monitor : thread.getLockedMonitors()) {
				if (monitor.getLockedStackDepth() == depth) {
					text.append("\t- holds ").append(monitor).append('\n');
				}
			}
		}
		text.append('\n');
	}

}
