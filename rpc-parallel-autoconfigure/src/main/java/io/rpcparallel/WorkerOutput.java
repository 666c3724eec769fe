package io.rpcparallel;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Where a worker's standard output or standard error goes. Whichever is chosen, the last
 * lines are kept for the message of a failure.
 *
 * @since 0.1.0
 */
public sealed interface WorkerOutput {

	/**
	 * Throw the output away.
	 * @return the choice
	 */
	static WorkerOutput discard() {
		return new Discard();
	}

	/**
	 * Write the output to this process's own standard output or error.
	 * @return the choice
	 */
	static WorkerOutput inherit() {
		return new Inherit();
	}

	/**
	 * Write each line to the log, to the category {@code io.rpcparallel.worker.output}:
	 * standard output at level INFO, standard error at level WARN.
	 * @return the choice
	 */
	static WorkerOutput log() {
		return new Log();
	}

	/**
	 * Write the output to the end of a file, which is created if it does not exist.
	 * @param file the file
	 * @return the choice
	 */
	static WorkerOutput append(Path file) {
		return new ToFile(file, true);
	}

	/**
	 * Write the output to a file and throw away what it had before.
	 * @param file the file
	 * @return the choice
	 */
	static WorkerOutput truncate(Path file) {
		return new ToFile(file, false);
	}

	/**
	 * Hand the output to who spawns the worker, as a stream to read: see
	 * {@link WorkerConnection#streams()}. Not for properties, since a worker whose output
	 * nobody reads has to wait.
	 * @return the choice
	 */
	static WorkerOutput pipe() {
		return new Pipe();
	}

	/**
	 * Read the text form that properties use.
	 * @param text {@code discard}, {@code inherit}, {@code log}, {@code append:FILE} or
	 * {@code truncate:FILE}
	 * @return the choice
	 * @throws IllegalArgumentException if the text is none of these
	 */
	static WorkerOutput of(String text) {
		int colon = text.indexOf(':');
		String choice = ((colon < 0) ? text : text.substring(0, colon)).trim().toLowerCase(Locale.ROOT);
		String file = (colon < 0) ? "" : text.substring(colon + 1).trim();
		if (colon < 0 && choice.equals("discard")) {
			return discard();
		}
		if (colon < 0 && choice.equals("inherit")) {
			return inherit();
		}
		if (colon < 0 && choice.equals("log")) {
			return log();
		}
		if (!file.isEmpty() && (choice.equals("append") || choice.equals("truncate"))) {
			return new ToFile(Path.of(file), choice.equals("append"));
		}
		if (colon < 0 && choice.equals("pipe")) {
			throw new IllegalArgumentException(
					"'pipe' can't be set by a property, since only the code that spawns a worker can read the pipe. Use SpawnOptions with WorkerOutput.pipe() there");
		}
		throw new IllegalArgumentException(
				"'%s' is no output of a worker. Use discard, inherit, log, append:FILE or truncate:FILE"
					.formatted(text));
	}

	/**
	 * Output that is thrown away.
	 */
	record Discard() implements WorkerOutput {

	}

	/**
	 * Output that goes where this process's own output goes.
	 */
	record Inherit() implements WorkerOutput {

	}

	/**
	 * Output that is logged.
	 */
	record Log() implements WorkerOutput {

	}

	/**
	 * Output that who spawned the worker reads.
	 */
	record Pipe() implements WorkerOutput {

	}

	/**
	 * Output that is written to a file.
	 *
	 * @param file the file
	 * @param append whether what the file has is kept
	 */
	record ToFile(Path file, boolean append) implements WorkerOutput {

	}

}
