package io.rpcparallel.logging;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The loggers of what carries records to the master, on whichever thread. Each record
 * sent makes them log.
 */
final class TransportLoggers {

	private static final List<String> NAMES = List.of("io.rsocket", "io.netty", "reactor", "io.rpcparallel.transport",
			"io.rpcparallel.logging");

	private TransportLoggers() {
	}

	static boolean contains(@Nullable String logger) {
		return logger != null && NAMES.stream().anyMatch((name) -> isWithin(logger, name));
	}

	private static boolean isWithin(String logger, String name) {
		return logger.startsWith(name) && (logger.length() == name.length() || logger.charAt(name.length()) == '.');
	}

}
