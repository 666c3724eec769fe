package io.rpcparallel;

import java.util.Locale;

import org.springframework.util.Assert;

/**
 * Where the log records of workers go. Whichever is chosen, {@link WorkerOperations#logs}
 * gives them to who wants to read them, and crash reports have the last ones.
 *
 * @since 0.1.0
 */
public sealed interface WorkerLogging {

	/**
	 * Log the records in this process, as if they had been logged here: with their
	 * logger, level, time, thread, context and throwable, by the appenders of this
	 * process, from the level on from which their logger logs here. Their context has
	 * {@link WorkerLogRecord#WORKER_NAME} and {@link WorkerLogRecord#WORKER_ID} as well.
	 * @return the choice
	 */
	static WorkerLogging forward() {
		return new Forward();
	}

	/**
	 * Have workers print them, as the application's configuration of logging says, to
	 * where their standard output goes.
	 * @return the choice
	 */
	static WorkerLogging console() {
		return new Console();
	}

	/**
	 * Have each worker write a log file of its own, as {@code logging.file.name} does.
	 * @param file the file of a worker: {@code {name}} in it stands for the worker's
	 * name, {@code {id}} for its id. A relative one is within the working directory of
	 * this process
	 * @return the choice
	 * @throws IllegalArgumentException if the workers would share a file
	 */
	static WorkerLogging file(String file) {
		return new ToFile(file);
	}

	/**
	 * Have them nowhere.
	 * @return the choice
	 */
	static WorkerLogging none() {
		return new None();
	}

	/**
	 * Read the text form that properties use.
	 * @param text {@code forward}, {@code console}, {@code file:FILE} or {@code none}
	 * @return the choice
	 * @throws IllegalArgumentException if the text is none of these
	 */
	static WorkerLogging of(String text) {
		String trimmed = text.trim();
		switch (trimmed.toLowerCase(Locale.ROOT)) {
			case "forward" -> {
				return forward();
			}
			case "console" -> {
				return console();
			}
			case "none" -> {
				return none();
			}
			default -> {
				Assert.isTrue(trimmed.toLowerCase(Locale.ROOT).startsWith(ToFile.PREFIX),
						() -> "'%s' is no place for the log records of workers. Use forward, console, file:FILE or none"
							.formatted(text));
				return file(trimmed.substring(ToFile.PREFIX.length()).trim());
			}
		}
	}

	/**
	 * Records that are logged in this process.
	 */
	record Forward() implements WorkerLogging {

	}

	/**
	 * Records that workers print.
	 */
	record Console() implements WorkerLogging {

	}

	/**
	 * Records that go nowhere.
	 */
	record None() implements WorkerLogging {

	}

	/**
	 * Records that workers write to files.
	 *
	 * @param file the file of a worker, with {@value #NAME} or {@value #ID} in it
	 */
	record ToFile(String file) implements WorkerLogging {

		/**
		 * What stands for the name of the worker.
		 */
		public static final String NAME = "{name}";

		/**
		 * What stands for the id of the worker.
		 */
		public static final String ID = "{id}";

		private static final String PREFIX = "file:";

		/**
		 * Create a choice.
		 * @throws IllegalArgumentException if the workers would share a file
		 */
		public ToFile {
			Assert.isTrue(file.contains(NAME) || file.contains(ID),
					() -> "The log file '%s' would be that of all workers, which would lose each other's records. Put {name} or {id} into its name, which stand for those of the worker"
						.formatted(file));
		}

	}

}
