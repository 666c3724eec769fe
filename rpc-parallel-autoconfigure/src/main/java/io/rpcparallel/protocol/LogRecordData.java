package io.rpcparallel.protocol;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.RemoteThrowable;
import io.rpcparallel.WorkerLogRecord;

/**
 * What a worker has logged, as data. Bounded in every direction.
 *
 * @param time when it was logged
 * @param level the name of the level
 * @param logger the name of the logger
 * @param thread the name of the thread
 * @param message the message with its arguments
 * @param mdc the mapped diagnostic context
 * @param throwable what was logged with the message
 */
public record LogRecordData(Instant time, String level, String logger, String thread, String message,
		Map<String, String> mdc, @Nullable ThrowableData throwable) {

	private static final int MAX_MESSAGE_LENGTH = 16 * 1024;

	private static final int MAX_NAME_LENGTH = 512;

	private static final int MAX_VALUE_LENGTH = 1024;

	private static final int MAX_MDC_ENTRIES = 64;

	// Of the objects around the text, in characters
	private static final int OVERHEAD = 64;

	/**
	 * Copy what was logged.
	 * @param time when it was logged
	 * @param level the name of the level
	 * @param logger the name of the logger
	 * @param thread the name of the thread
	 * @param message the message with its arguments
	 * @param mdc the mapped diagnostic context
	 * @param thrown what was logged with the message
	 * @return its copy as data, cut off where it is too long
	 */
	public static LogRecordData of(Instant time, String level, @Nullable String logger, @Nullable String thread,
			@Nullable String message, @Nullable Map<String, String> mdc, @Nullable Throwable thrown) {
		return new LogRecordData(time, level, bounded(logger, MAX_NAME_LENGTH), bounded(thread, MAX_NAME_LENGTH),
				bounded(message, MAX_MESSAGE_LENGTH), bounded(mdc), (thrown != null) ? describe(thrown) : null);
	}

	/**
	 * Return a copy with another context.
	 * @param mdc the mapped diagnostic context
	 * @return the changed copy
	 */
	public LogRecordData withMdc(Map<String, String> mdc) {
		return new LogRecordData(this.time, this.level, this.logger, this.thread, this.message, mdc, this.throwable);
	}

	/**
	 * Return whether this was not logged by the process itself, but by a worker of it.
	 * @return whether it has the name and the id of a worker
	 */
	@JsonIgnore
	public boolean isForwarded() {
		return this.mdc.containsKey(WorkerLogRecord.WORKER_NAME) && this.mdc.containsKey(WorkerLogRecord.WORKER_ID);
	}

	/**
	 * Return how much room the record takes.
	 * @return about how many characters it has
	 */
	public int size() {
		int size = OVERHEAD + this.logger.length() + this.thread.length() + this.message.length();
		for (Map.Entry<String, String> entry : this.mdc.entrySet()) {
			size += OVERHEAD + entry.getKey().length() + entry.getValue().length();
		}
		return (this.throwable != null) ? size + size(this.throwable) : size;
	}

	/**
	 * Return what the application gets of it.
	 * @return the record
	 */
	public WorkerLogRecord toLogRecord() {
		return new WorkerLogRecord(this.time, this.level, this.logger, this.thread, this.message, this.mdc,
				(this.throwable != null) ? this.throwable.toRemoteThrowable() : null);
	}

	private static int size(ThrowableData thrown) {
		int size = OVERHEAD + thrown.type().length() + OVERHEAD * thrown.frames().size();
		if (thrown.message() != null) {
			size += thrown.message().length();
		}
		if (thrown.cause() != null) {
			size += size(thrown.cause());
		}
		for (ThrowableData suppressed : thrown.suppressed()) {
			size += size(suppressed);
		}
		return size;
	}

	private static ThrowableData describe(Throwable thrown) {
		try {
			ThrowableData data = ThrowableData.of(thrown);
			return (thrown instanceof RemoteThrowable remote) ? data.withType(remote.getType()) : data;
		}
		catch (RuntimeException | Error ex) {
			// Its methods are application code; that it was logged must still be told
			return new ThrowableData(thrown.getClass().getName(), "(not described: " + ex.getClass().getName() + ")",
					List.of(), null, List.of());
		}
	}

	private static Map<String, String> bounded(@Nullable Map<String, String> mdc) {
		if (mdc == null || mdc.isEmpty()) {
			return Map.of();
		}
		Map<String, String> bounded = new LinkedHashMap<>();
		for (Map.Entry<String, String> entry : mdc.entrySet()) {
			if (bounded.size() == MAX_MDC_ENTRIES) {
				break;
			}
			bounded.put(bounded(entry.getKey(), MAX_NAME_LENGTH), bounded(entry.getValue(), MAX_VALUE_LENGTH));
		}
		return bounded;
	}

	private static String bounded(@Nullable String text, int maxLength) {
		if (text == null) {
			return "";
		}
		return (text.length() > maxLength) ? text.substring(0, maxLength) + "..." : text;
	}

}
