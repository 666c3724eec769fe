package io.rpcparallel.logging;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.protocol.LogRecordData;
import io.rpcparallel.protocol.LogRouting;

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

	private static final Duration FIRST_DELAY = Duration.ofMillis(500);

	private final LogRing ring;

	private final Pace pace;

	private final LogReader reader;

	private final Function<LogRing, LogCapture> captures;

	// Both guarded by this
	private @Nullable LogCapture capture;

	private int users;

	private boolean closed;

	WorkerLog(LogRing ring, Pace pace, Function<LogRing, LogCapture> captures) {
		this.ring = ring;
		this.pace = pace;
		this.reader = pace.all() ? LogReader.ofAll(ring, pace.batch()) : LogReader.ofLatest(ring, pace.batch());
		this.captures = captures;
	}

	/**
	 * Start to take what is logged, once the logging system is initialised.
	 * @param bufferSize how many records are kept for those who subscribe later
	 * @param routing what becomes of what is logged; if console appenders print it and
	 * none is kept, it is taken only while somebody has subscribed
	 * @return the log, which is to be closed
	 * @throws IllegalArgumentException if the number is out of range
	 */
	public static WorkerLog start(int bufferSize, LogRouting routing) {
		return start(bufferSize, routing, routing.console() ? null : ConsoleStandIn.ofProcess(routing.echoed()),
				LoggingBackend::capture);
	}

	static WorkerLog start(int bufferSize, LogRouting routing, @Nullable ConsoleStandIn standIn,
			Function<LogRing, LogCapture> captures) {
		WorkerLog log = new WorkerLog(new LogRing(bufferSize, standIn), Pace.of(routing), captures);
		if (bufferSize > 0 || standIn != null) {
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
	 * Tell the master what is logged: all of it if it logs that, and otherwise the last
	 * records, which it keeps in case this process dies. Of these it gets none where none
	 * are kept and nobody has subscribed.
	 * @param sender sends some records when it is called, and tells when the master has
	 * them
	 * @return what tells the master
	 */
	public LogDelivery deliver(Function<List<LogRecordData>, Mono<?>> sender) {
		LogDelivery delivery = new LogDelivery(this.reader, this.pace.interval(), sender, this::handBackConsole);
		// Until then the worker has more urgent things to do
		delivery.start(FIRST_DELAY);
		return delivery;
	}

	/**
	 * Let console appenders print from now on, since the master, which was told what is
	 * logged, can't be told any more. Does nothing where it was told the last records
	 * only.
	 */
	public void handBackConsole() {
		if (this.pace.all()) {
			this.ring.handBackConsole();
		}
	}

	/**
	 * Detach from the logging system. Subscribers get what they have not got yet.
	 */
	@Override
	public void close() {
		handBackConsole();
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

	/**
	 * How fast the master is told what.
	 *
	 * @param all whether it is told each record
	 * @param batch how many records at once
	 * @param interval how long after the ones before
	 */
	record Pace(boolean all, int batch, Duration interval) {

		private static final Pace LAST_RECORDS = new Pace(false, 50, Duration.ofMillis(500));

		private static final int BATCHES_PER_SECOND = 20;

		private static final int MAX_BATCH = 100;

		static Pace of(LogRouting routing) {
			if (!routing.isForwarded()) {
				return LAST_RECORDS;
			}
			int batch = Math.max(1, Math.min(MAX_BATCH, routing.rate() / BATCHES_PER_SECOND));
			return new Pace(true, batch, Duration.ofSeconds(batch).dividedBy(routing.rate()));
		}

	}

}
