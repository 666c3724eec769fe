package io.rpcparallel.logging;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import reactor.core.publisher.Flux;

import io.rpcparallel.protocol.LogRecordData;

/**
 * The log of this process, for the master. Takes what is logged while it keeps records or
 * somebody has subscribed, and is attached to the logging system no longer than that.
 * <p>
 * Never taken is what is logged while a record is handed to a subscriber, and what the
 * transport of the records logs below {@code WARN}: it would make further records for
 * ever.
 */
public final class WorkerLog implements AutoCloseable {

	/**
	 * How many records are kept by default.
	 */
	public static final int DEFAULT_BUFFER_SIZE = 1000;

	/**
	 * How many records may be kept.
	 */
	public static final int MAX_BUFFER_SIZE = 100_000;

	private static final String LOGBACK = "ch.qos.logback.classic.LoggerContext";

	private static final String LOG4J2 = "org.apache.logging.log4j.core.LoggerContext";

	private final LogRing ring;

	private final Function<LogRing, LogCapture> captures;

	// Both guarded by this
	private @Nullable LogCapture capture;

	private int users;

	private boolean closed;

	WorkerLog(LogRing ring, Function<LogRing, LogCapture> captures) {
		this.ring = ring;
		this.captures = captures;
	}

	/**
	 * Start to take what is logged, once the logging system is initialised.
	 * @param bufferSize how many records are kept for those who subscribe later; if none,
	 * records are taken only while somebody has subscribed
	 * @return the log, which is to be closed
	 * @throws IllegalArgumentException if the number is out of range
	 */
	public static WorkerLog start(int bufferSize) {
		return start(bufferSize, WorkerLog::captureInUse);
	}

	static WorkerLog start(int bufferSize, Function<LogRing, LogCapture> captures) {
		WorkerLog log = new WorkerLog(new LogRing(bufferSize), captures);
		if (bufferSize > 0) {
			log.use();
		}
		return log;
	}

	/**
	 * Return what was logged. Each subscriber gets what is kept, the oldest first, and
	 * then what comes, on a thread of the log's own. A subscriber that is too slow loses
	 * the oldest and gets a record that tells how many.
	 * @return the records, which end when the log is closed
	 */
	public Flux<LogRecordData> records() {
		return Flux.using(this::use, (log) -> log.ring.records(), WorkerLog::release);
	}

	/**
	 * Return a reader of the last records. It gets none where none are kept and nobody
	 * has subscribed.
	 * @param most how many records it reads at once
	 * @return the reader
	 */
	public LatestRecords latest(int most) {
		return new LatestRecords(this.ring, most);
	}

	/**
	 * Detach from the logging system. Subscribers get what they have not got yet.
	 */
	@Override
	public void close() {
		synchronized (this) {
			this.closed = true;
			detach();
		}
		this.ring.close();
	}

	private synchronized WorkerLog use() {
		if (this.capture == null && !this.closed) {
			LogCapture attached = this.captures.apply(this.ring);
			attached.attach();
			this.capture = attached;
		}
		this.users++;
		return this;
	}

	private synchronized void release() {
		this.users--;
		if (this.users == 0) {
			detach();
		}
	}

	private void detach() {
		if (this.capture != null) {
			this.capture.close();
			this.capture = null;
		}
	}

	private static LogCapture captureInUse(LogRing ring) {
		ClassLoader classLoader = WorkerLog.class.getClassLoader();
		if (ClassUtils.isPresent(LOGBACK, classLoader) && LogbackCapture.isInUse()) {
			return LogbackCapture.create(ring);
		}
		if (ClassUtils.isPresent(LOG4J2, classLoader) && Log4j2Capture.isInUse()) {
			return Log4j2Capture.create(ring);
		}
		return JulCapture.create(ring);
	}

}
