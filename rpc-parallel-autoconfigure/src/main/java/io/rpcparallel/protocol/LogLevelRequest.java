package io.rpcparallel.protocol;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;

import io.rpcparallel.WorkerLogLevel;

/**
 * Asks for the level of a logger, answered by a {@link WorkerLogLevel}.
 *
 * @param logger the name of the logger
 * @param change whether the level is to be changed before
 * @param level the level it is to have then, or {@code null} for that of the logger above
 * it
 */
public record LogLevelRequest(String logger, boolean change, @Nullable LogLevel level) {

	/**
	 * Ask for a level.
	 * @param logger the name of the logger
	 * @return the request
	 */
	public static LogLevelRequest of(String logger) {
		return new LogLevelRequest(logger, false, null);
	}

	/**
	 * Change a level.
	 * @param logger the name of the logger
	 * @param level the level it is to have, or {@code null} for that of the logger above
	 * it
	 * @return the request
	 */
	public static LogLevelRequest changing(String logger, @Nullable LogLevel level) {
		return new LogLevelRequest(logger, true, level);
	}

}
