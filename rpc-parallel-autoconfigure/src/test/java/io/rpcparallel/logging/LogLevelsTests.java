package io.rpcparallel.logging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;

import io.rpcparallel.WorkerLogLevel;
import io.rpcparallel.protocol.LogLevelRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogLevels}.
 */
class LogLevelsTests {

	private final List<String> changes = new ArrayList<>();

	private final LogLevels levels = new LogLevels(() -> new Loggers(this.changes));

	@Test
	void aLoggerThatIsKnownTellsItsLevels() {
		assertThat(this.levels.answer(LogLevelRequest.of("app.Service")))
			.isEqualTo(new WorkerLogLevel("app.Service", LogLevel.TRACE, LogLevel.TRACE));
		assertThat(this.changes).isEmpty();
	}

	@Test
	void anyOtherHasThatOfTheNearestAboveIt() {
		assertThat(this.levels.answer(LogLevelRequest.of("app.other.Service")))
			.isEqualTo(new WorkerLogLevel("app.other.Service", null, LogLevel.DEBUG));
		assertThat(this.levels.answer(LogLevelRequest.of("org.Other")))
			.isEqualTo(new WorkerLogLevel("org.Other", null, LogLevel.INFO));
		assertThat(this.levels.answer(LogLevelRequest.of("ROOT")))
			.isEqualTo(new WorkerLogLevel("ROOT", null, LogLevel.INFO));
	}

	@Test
	void aLevelIsSetOrTakenBack() {
		this.levels.answer(LogLevelRequest.changing("app", LogLevel.ERROR));
		this.levels.answer(LogLevelRequest.changing("app", null));
		assertThat(this.changes).containsExactly("app ERROR", "app null");
	}

	/**
	 * A logging system that knows few loggers.
	 */
	private static final class Loggers extends LoggingSystem {

		private final List<String> changes;

		private final Map<String, LoggerConfiguration> known = Map.of("app",
				new LoggerConfiguration("app", LogLevel.DEBUG, LogLevel.DEBUG), "app.Service",
				new LoggerConfiguration("app.Service", LogLevel.TRACE, LogLevel.TRACE));

		Loggers(List<String> changes) {
			this.changes = changes;
		}

		@Override
		public void beforeInitialize() {
		}

		@Override
		public void setLogLevel(@Nullable String logger, @Nullable LogLevel level) {
			this.changes.add(logger + " " + level);
		}

		@Override
		public @Nullable LoggerConfiguration getLoggerConfiguration(String logger) {
			return this.known.get(logger);
		}

		@Override
		public List<LoggerConfiguration> getLoggerConfigurations() {
			return Arrays.asList(new LoggerConfiguration("ROOT", LogLevel.INFO, LogLevel.INFO), this.known.get("app"));
		}

	}

}
