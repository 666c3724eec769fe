package io.rpcparallel.master;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.CrashCause;
import io.rpcparallel.RemoteThrowable;
import io.rpcparallel.WorkerFailure;
import io.rpcparallel.protocol.ExitNotice;
import io.rpcparallel.protocol.OverdueCallException;

/**
 * What ended a worker's process, in words. It is read from several signs together, as an
 * exit code alone does not tell a signal from an exit with the same number.
 *
 * @param cause what ended it
 * @param description the same in a sentence
 */
record Verdict(CrashCause cause, String description) {

	private static final int OUT_OF_MEMORY = 3;

	private static final int ABORTED = 134;

	private static final int KILLED = 137;

	/**
	 * Read the signs.
	 * @param signs the signs
	 * @return the verdict
	 */
	static Verdict of(Signs signs) {
		WorkerFailure failure = signs.failure();
		RemoteThrowable thrown = thrown(failure);
		if (failure != null && thrown != null) {
			return new Verdict(causeOf(thrown),
					"%s in its process (pid %d) failed with %s".formatted(failure.description(), signs.pid(), thrown));
		}
		Integer exitCode = signs.exitCode();
		ExitNotice notice = signs.exitNotice();
		if (exitCode == null && notice != null && !signs.endWanted()) {
			return new Verdict(causeOf(notice),
					"its process (pid %d) exits, since %s".formatted(signs.pid(), notice.description()));
		}
		if (exitCode == null) {
			return new Verdict(signs.endWanted() ? CrashCause.ENDED : CrashCause.CONNECTION_LOST,
					"the connection to its process (pid %d) ended".formatted(signs.pid()) + who(signs));
		}
		Verdict told = (signs.endWanted() ? null : told(signs, exitCode));
		return (told != null) ? told
				: new Verdict(plain(signs, exitCode), ended(signs, ExitDescription.of(exitCode)) + who(signs));
	}

	/**
	 * Return what was thrown in a worker, which ends it.
	 * @param failure what its master heard of, or {@code null} if it heard of nothing
	 * @return what was thrown, or {@code null} if the failure is of another kind
	 */
	static @Nullable RemoteThrowable thrown(@Nullable WorkerFailure failure) {
		return (failure != null && failure.cause() instanceof RemoteThrowable thrown) ? thrown : null;
	}

	private static @Nullable Verdict told(Signs signs, int exitCode) {
		LastWords words = signs.lastWords();
		if (words.signal() != null && exitCode != 0) {
			String file = (words.errorFile() != null) ? "; the JVM has described it in " + words.errorFile() : "";
			return new Verdict(CrashCause.CRASHED, "its process (pid %d) crashed with %s (exit code %d)%s"
				.formatted(signs.pid(), words.signal(), exitCode, file));
		}
		if (words.memory() != null && exitCode == OUT_OF_MEMORY) {
			return new Verdict(exhausted(words.memory()),
					ended(signs, "exit code 3, since it was out of memory: " + words.memory()));
		}
		if (exitCode == KILLED && signs.killedForMemory()) {
			return new Verdict(CrashCause.KILLED_FOR_MEMORY,
					"its process (pid %d) was killed by the kernel, since its control group was out of memory (exit code 137)"
						.formatted(signs.pid()));
		}
		ExitNotice notice = signs.exitNotice();
		if (notice != null) {
			return new Verdict(causeOf(notice),
					ended(signs, ExitDescription.of(exitCode)) + ", since " + notice.description());
		}
		return null;
	}

	private static String ended(Signs signs, String how) {
		return "its process (pid %d) ended with %s".formatted(signs.pid(), how);
	}

	private static String who(Signs signs) {
		return signs.closedHere() ? " after the connection was closed here" : "";
	}

	private static CrashCause plain(Signs signs, int exitCode) {
		if (signs.endWanted()) {
			return CrashCause.ENDED;
		}
		return switch (exitCode) {
			case KILLED -> CrashCause.KILLED;
			case ABORTED -> CrashCause.CRASHED;
			default -> CrashCause.EXITED;
		};
	}

	private static CrashCause causeOf(ExitNotice notice) {
		return notice.signal() ? CrashCause.TERMINATED : CrashCause.EXIT_CALLED;
	}

	/**
	 * Tell what ends a worker in which something has failed.
	 * @param thrown what was thrown in it
	 * @return the cause of its end
	 */
	static CrashCause causeOf(RemoteThrowable thrown) {
		if (thrown.getType().equals(OverdueCallException.class.getName())) {
			return CrashCause.OVERDUE;
		}
		boolean memory = thrown.getType().equals(OutOfMemoryError.class.getName());
		return memory ? exhausted(String.valueOf(thrown.getMessage())) : CrashCause.FAILED;
	}

	private static CrashCause exhausted(String memory) {
		String words = memory.toLowerCase(Locale.ROOT);
		if (words.contains("metaspace") || words.contains("class space")) {
			return CrashCause.METASPACE_EXHAUSTED;
		}
		if (words.contains("direct")) {
			return CrashCause.DIRECT_MEMORY_EXHAUSTED;
		}
		return words.contains("thread") ? CrashCause.THREADS_EXHAUSTED : CrashCause.HEAP_EXHAUSTED;
	}

	/**
	 * What is known of the end of a process.
	 *
	 * @param pid its process id
	 * @param exitCode its exit code, or {@code null} if it is not known to have ended
	 * @param endWanted whether it was told to end, or has ended in good order
	 * @param closedHere whether the connection was closed here
	 * @param failure what failed in it first, or {@code null} if it told of nothing
	 * @param exitNotice why it exits, or {@code null} if it did not say so
	 * @param lastWords what its JVM wrote last
	 * @param killedForMemory whether the kernel has killed for memory in its control
	 * group
	 */
	record Signs(long pid, @Nullable Integer exitCode, boolean endWanted, boolean closedHere,
			@Nullable WorkerFailure failure, @Nullable ExitNotice exitNotice, LastWords lastWords,
			boolean killedForMemory) {

	}

}
