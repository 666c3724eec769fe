package io.rpcparallel.master;

import java.util.UUID;

import io.rpcparallel.protocol.LogRecordData;

/**
 * Logs what workers log. Called for the records of one worker in their order, on a thread
 * that may be held up.
 */
@FunctionalInterface
public interface WorkerLogSink {

	/**
	 * Log a record.
	 * @param workerId the id of the worker that has logged it
	 * @param workerName its name
	 * @param record the record
	 * @param atAnyLevel whether this process has asked the worker for records of this
	 * level, so that its own levels don't matter
	 */
	void log(UUID workerId, String workerName, LogRecordData record, boolean atAnyLevel);

}
