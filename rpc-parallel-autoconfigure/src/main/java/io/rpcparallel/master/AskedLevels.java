package io.rpcparallel.master;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

import io.rpcparallel.protocol.LogLevelRequest;
import io.rpcparallel.protocol.LogRecordData;

/**
 * The levels of a worker's loggers that were set from here. What it logs since then is to
 * be seen here, whatever the levels of this process are.
 */
final class AskedLevels {

	private final Map<String, LogLevel> levels = new ConcurrentHashMap<>();

	void ask(LogLevelRequest request) {
		if (!request.change()) {
			return;
		}
		if (request.level() != null) {
			this.levels.put(request.logger(), request.level());
		}
		else {
			this.levels.remove(request.logger());
		}
	}

	/**
	 * Return whether a record was asked for.
	 * @param record the record
	 * @return whether the nearest logger whose level was set lets it through
	 */
	boolean cover(LogRecordData record) {
		if (this.levels.isEmpty()) {
			return false;
		}
		LogLevel asked = nearest(record.logger());
		LogLevel level = level(record.level());
		return asked != null && level != null && asked.compareTo(level) <= 0;
	}

	private @Nullable LogLevel nearest(String logger) {
		String name = logger;
		while (!name.isEmpty()) {
			LogLevel asked = this.levels.get(name);
			if (asked != null) {
				return asked;
			}
			name = name.substring(0, Math.max(0, name.lastIndexOf('.')));
		}
		return this.levels.get(LoggingSystem.ROOT_LOGGER_NAME);
	}

	private static @Nullable LogLevel level(String name) {
		for (LogLevel each : LogLevel.values()) {
			if (each.name().equals(name)) {
				return each;
			}
		}
		return null;
	}

}
