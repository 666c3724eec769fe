package io.rpcparallel.logging;

import java.time.Instant;
import java.util.Map;

import io.rpcparallel.protocol.LogRecordData;

/**
 * The record that tells how many others are missing.
 */
final class DroppedRecords {

	private static final String LOGGER = DroppedRecords.class.getPackageName();

	private DroppedRecords() {
	}

	static LogRecordData tell(long count) {
		return LogRecordData.of(Instant.now(), "WARN", LOGGER, Thread.currentThread().getName(),
				"%d log records were dropped here, as they were not read in time".formatted(count), Map.of(), null);
	}

}
