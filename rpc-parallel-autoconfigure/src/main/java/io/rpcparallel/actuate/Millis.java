package io.rpcparallel.actuate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

/**
 * Leaves out of times what nobody reads.
 */
final class Millis {

	private Millis() {
	}

	static @Nullable Duration of(@Nullable Duration duration) {
		return (duration != null) ? duration.truncatedTo(ChronoUnit.MILLIS) : null;
	}

	static Instant of(Instant time) {
		return time.truncatedTo(ChronoUnit.MILLIS);
	}

}
