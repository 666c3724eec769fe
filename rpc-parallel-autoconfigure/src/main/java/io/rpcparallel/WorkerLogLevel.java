package io.rpcparallel;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;

/**
 * From which level on a logger of a worker logs.
 *
 * @param logger the name of the logger, {@code ROOT} for the root logger
 * @param configured the level that was set for this logger itself, or {@code null} if it
 * has that of the logger above it
 * @param effective the level that holds
 * @since 0.1.0
 */
public record WorkerLogLevel(String logger, @Nullable LogLevel configured, LogLevel effective) {

}
