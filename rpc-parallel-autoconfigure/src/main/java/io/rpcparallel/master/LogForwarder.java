package io.rpcparallel.master;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Executor;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.rpcparallel.protocol.LogLevelRequest;
import io.rpcparallel.protocol.LogRecordData;

/**
 * Hands what one worker logs to the logging of this process: in its order, and not on the
 * thread that reads its connection, which appenders may hold up.
 */
class LogForwarder {

	private static final Log logger = LogFactory.getLog(LogForwarder.class);

	// A worker waits for the answer to one, but for those that it sends at its end
	private static final int MAX_BATCHES = 32;

	private final UUID workerId;

	private final String workerName;

	private final WorkerLogSink sink;

	private final Executor executor;

	private final AskedLevels asked = new AskedLevels();

	// Guarded by this, as all below
	private final Queue<Batch> batches = new ArrayDeque<>();

	private boolean running;

	private int dropped;

	LogForwarder(UUID workerId, String workerName, WorkerLogSink sink, Executor executor) {
		this.workerId = workerId;
		this.workerName = workerName;
		this.sink = sink;
		this.executor = executor;
	}

	void ask(LogLevelRequest request) {
		this.asked.ask(request);
	}

	/**
	 * Log records.
	 * @param records the records
	 * @return completes when they are logged
	 */
	Mono<Void> log(List<LogRecordData> records) {
		Batch batch = new Batch(records, Sinks.empty());
		synchronized (this) {
			if (this.batches.size() == MAX_BATCHES) {
				this.dropped += records.size();
				return Mono.empty();
			}
			this.batches.add(batch);
			if (this.running) {
				return batch.logged().asMono();
			}
			this.running = true;
		}
		MasterThreads.run(this.executor, this::logAll);
		return batch.logged().asMono();
	}

	private void logAll() {
		for (Batch batch = next(); batch != null; batch = next()) {
			batch.records().forEach(this::log);
			batch.logged().tryEmitEmpty();
		}
	}

	private @Nullable Batch next() {
		int missing;
		Batch next;
		synchronized (this) {
			next = this.batches.poll();
			this.running = next != null;
			missing = this.dropped;
			this.dropped = 0;
		}
		if (missing > 0) {
			logger.warn("%d log records of worker '%s' were dropped here, as they were not logged in time"
				.formatted(missing, this.workerName));
		}
		return next;
	}

	private void log(LogRecordData record) {
		try {
			this.sink.log(this.workerId, this.workerName, record, this.asked.cover(record));
		}
		catch (RuntimeException | Error ex) {
			// An appender may be the application's, and others wait behind this record
			logger.debug("A log record of worker '%s' could not be logged".formatted(this.workerName), ex);
		}
	}

	/**
	 * Records that belong together.
	 *
	 * @param records the records
	 * @param logged completes when they are logged
	 */
	private record Batch(List<LogRecordData> records, Sinks.Empty<Void> logged) {

	}

}
