package io.rpcparallel.logging;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import io.rpcparallel.WorkerLogRecord;
import io.rpcparallel.protocol.LogRecordData;

/**
 * Logs what workers have logged with the logging system of this process: the loggers'
 * levels hold, and the appenders that would get it if it had been logged here get it.
 */
public abstract class RecordLogger {

	/**
	 * Return the one for the logging system of this process.
	 * @return the logger
	 */
	public static RecordLogger inUse() {
		return LoggingBackend.recordLogger();
	}

	/**
	 * Log a record.
	 * @param workerId the id of the worker that has logged it
	 * @param workerName its name
	 * @param record the record; what has come from a worker of the worker stays that
	 * one's
	 * @param atAnyLevel whether the level of the logger in this process does not matter
	 */
	public final void log(UUID workerId, String workerName, LogRecordData record, boolean atAnyLevel) {
		log(record.isForwarded() ? record : record.withMdc(mdc(workerId, workerName, record)), atAnyLevel);
	}

	// These two first, as there may be too many
	private static Map<String, String> mdc(UUID workerId, String workerName, LogRecordData record) {
		Map<String, String> mdc = new LinkedHashMap<>();
		mdc.put(WorkerLogRecord.WORKER_NAME, workerName);
		mdc.put(WorkerLogRecord.WORKER_ID, workerId.toString());
		record.mdc().forEach(mdc::putIfAbsent);
		return mdc;
	}

	protected abstract void log(LogRecordData record, boolean atAnyLevel);

}
