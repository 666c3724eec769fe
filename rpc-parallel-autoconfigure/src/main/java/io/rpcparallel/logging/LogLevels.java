package io.rpcparallel.logging;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.util.function.SingletonSupplier;

import io.rpcparallel.WorkerLogLevel;
import io.rpcparallel.protocol.LogLevelRequest;

/**
 * The levels of this process's loggers, whichever logging system it has.
 */
public final class LogLevels {

	private final Supplier<LoggingSystem> system;

	LogLevels(Supplier<LoggingSystem> system) {
		this.system = SingletonSupplier.of(system);
	}

	/**
	 * Create levels, which cost nothing until somebody asks.
	 * @param classLoader the class loader of the application, or {@code null} for the
	 * default
	 * @return the levels
	 */
	public static LogLevels of(@Nullable ClassLoader classLoader) {
		ClassLoader loader = (classLoader != null) ? classLoader : LogLevels.class.getClassLoader();
		return new LogLevels(() -> LoggingSystem.get(loader));
	}

	/**
	 * Answer a request, which may change a level.
	 * @param request the request
	 * @return the level that holds then
	 * @throws UnsupportedOperationException if Boot does not manage logging
	 */
	public WorkerLogLevel answer(LogLevelRequest request) {
		LoggingSystem system = this.system.get();
		if (request.change()) {
			system.setLogLevel(request.logger(), request.level());
		}
		LoggerConfiguration own = system.getLoggerConfiguration(request.logger());
		LoggerConfiguration nearest = (own != null) ? own : nearest(system, request.logger());
		return new WorkerLogLevel(request.logger(), (own != null) ? own.getConfiguredLevel() : null,
				nearest.getEffectiveLevel());
	}

	// Some systems know only the loggers that somebody has used or configured
	private static LoggerConfiguration nearest(LoggingSystem system, String logger) {
		String name = logger;
		while (name.contains(".")) {
			name = name.substring(0, name.lastIndexOf('.'));
			LoggerConfiguration found = system.getLoggerConfiguration(name);
			if (found != null) {
				return found;
			}
		}
		// The root logger comes first
		return system.getLoggerConfigurations().get(0);
	}

}
