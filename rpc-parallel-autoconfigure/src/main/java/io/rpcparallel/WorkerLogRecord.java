package io.rpcparallel;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a worker has logged. This is what {@code async_log} is in rpc_parallel, with the
 * records from before the first subscription, the start of the worker included.
 *
 * @param time when it was logged
 * @param level the name of the level, such as {@code INFO}. With Logback and
 * {@code java.util.logging} one of {@code ERROR}, {@code WARN}, {@code INFO},
 * {@code DEBUG} and {@code TRACE}; Log4j2 has more
 * @param logger the name of the logger
 * @param thread the name of the thread that logged it
 * @param message the message with its arguments, cut off if it is very long
 * @param mdc the mapped diagnostic context of the thread, empty with
 * {@code java.util.logging}
 * @param throwable what was logged with the message, or {@code null}
 * @since 0.1.0
 */
public record WorkerLogRecord(Instant time, String level, String logger, String thread, String message,
		Map<String, String> mdc, @Nullable RemoteThrowable throwable) {

	/**
	 * What the name of the worker is called in the context of a record that is logged in
	 * the process of its master.
	 */
	public static final String WORKER_NAME = "workerName";

	/**
	 * What the id of the worker is called in the context of a record that is logged in
	 * the process of its master.
	 */
	public static final String WORKER_ID = "workerId";

	/**
	 * Create a record.
	 */
	public WorkerLogRecord {
		mdc = Map.copyOf(mdc);
	}

}
