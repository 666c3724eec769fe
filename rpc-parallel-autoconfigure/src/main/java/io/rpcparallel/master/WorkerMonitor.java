package io.rpcparallel.master;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.rpcparallel.Worker;
import io.rpcparallel.WorkerFailure;
import io.rpcparallel.WorkerFailureHandler;
import io.rpcparallel.WorkerLogRecord;
import io.rpcparallel.WorkerLostException;
import io.rpcparallel.protocol.ExitNotice;
import io.rpcparallel.protocol.Heartbeat;
import io.rpcparallel.protocol.LogLevelRequest;
import io.rpcparallel.protocol.LogRecordData;
import io.rpcparallel.protocol.WorkerBranch;

/**
 * What a master hears of one worker, and what it tells the failure handler of its
 * spawner. The first failure counts: what follows from it is not reported again.
 */
class WorkerMonitor {

	private static final Log logger = LogFactory.getLog(WorkerMonitor.class);

	private static final int LAST_RECORDS = 50;

	// In characters, as one with a throwable may be large, and there are many workers
	private static final int LAST_RECORDS_SIZE = 256 * 1024;

	private final WorkerEntry entry;

	private volatile WorkerFailureHandler handler;

	private volatile @Nullable Duration callDeadline;

	private final Executor executor;

	private final @Nullable LogForwarder log;

	private final Deque<LogRecordData> lastRecords = new ArrayDeque<>();

	private int lastRecordsSize;

	private volatile Runnable onHeard = () -> {
	};

	private volatile @Nullable ExitNotice exitNotice;

	private volatile @Nullable String threadDump;

	private final AtomicReference<@Nullable Worker<?>> worker = new AtomicReference<>();

	private final AtomicReference<@Nullable WorkerFailure> first = new AtomicReference<>();

	WorkerMonitor(WorkerEntry entry, WorkerFailureHandler handler, Executor executor) {
		this(entry, handler, executor, null);
	}

	/**
	 * Create a monitor.
	 * @param entry the line of the worker in the table
	 * @param handler is told of failures
	 * @param executor where it is told
	 * @param log logs what the worker logs, or {@code null} if it is not to be logged
	 */
	WorkerMonitor(WorkerEntry entry, WorkerFailureHandler handler, Executor executor, @Nullable LogForwarder log) {
		this.log = log;
		this.entry = entry;
		this.handler = handler;
		this.executor = executor;
	}

	WorkerEntry entry() {
		return this.entry;
	}

	void registered(Worker<?> worker) {
		this.worker.set(worker);
	}

	/**
	 * From now on somebody else is told of failures.
	 * @param handler the handler of whom the worker was handed to
	 */
	void handledBy(WorkerFailureHandler handler) {
		this.handler = handler;
	}

	/**
	 * From now on calls of the worker have another deadline by default.
	 * @param callDeadline how long calls may take that answer once, or {@code null} for
	 * what the properties say
	 */
	void calledWithin(@Nullable Duration callDeadline) {
		this.callDeadline = callDeadline;
	}

	@Nullable Duration callDeadline() {
		return this.callDeadline;
	}

	void served(Worker<?> worker, IntSupplier inFlight, IntSupplier queued) {
		this.worker.set(worker);
		this.entry.served(inFlight, queued);
	}

	@Nullable Worker<?> worker() {
		return this.worker.get();
	}

	void heard(Heartbeat heartbeat) {
		this.entry.heard(heartbeat.vitalSigns());
		List<WorkerBranch> workers = heartbeat.workers();
		this.entry.workers((workers != null) ? workers : List.of());
		this.onHeard.run();
	}

	/**
	 * Say what to do at each heartbeat from now on.
	 * @param onHeard what to do, which must not block
	 */
	void whenHeard(Runnable onHeard) {
		this.onHeard = onHeard;
	}

	/**
	 * The worker's JVM exits, though nobody here has told it to.
	 * @param notice why it does
	 */
	void exiting(ExitNotice notice) {
		this.exitNotice = notice;
		this.entry.ending(notice.description());
	}

	@Nullable ExitNotice exitNotice() {
		return this.exitNotice;
	}

	/**
	 * The worker has logged something.
	 * @param records what it has logged since the last time
	 * @return completes when this process has logged it, if it is to
	 */
	Mono<Void> logged(List<LogRecordData> records) {
		synchronized (this.lastRecords) {
			for (LogRecordData each : records) {
				if (each.isForwarded()) {
					// A worker of it has logged that
					continue;
				}
				this.lastRecords.addLast(each);
				this.lastRecordsSize += each.size();
				while (this.lastRecords.size() > LAST_RECORDS
						|| (this.lastRecordsSize > LAST_RECORDS_SIZE && this.lastRecords.size() > 1)) {
					this.lastRecordsSize -= this.lastRecords.removeFirst().size();
				}
			}
		}
		return (this.log != null) ? this.log.log(records) : Mono.empty();
	}

	/**
	 * The worker is asked for a level of a logger.
	 * @param request what it is asked
	 */
	void asked(LogLevelRequest request) {
		if (this.log != null) {
			this.log.ask(request);
		}
	}

	List<WorkerLogRecord> lastRecords() {
		synchronized (this.lastRecords) {
			return this.lastRecords.stream().map(LogRecordData::toLogRecord).toList();
		}
	}

	/**
	 * Return how long the worker has been silent.
	 * @return the time since its last sign of life, or zero before the first
	 */
	Duration silence() {
		Duration silence = this.entry.sinceHeartbeat();
		return (silence != null) ? silence : Duration.ZERO;
	}

	/**
	 * Something in the worker failed that was nobody's answer.
	 * @param where what failed
	 * @param thrown what was thrown
	 * @param threadDump what the threads of the worker did, or {@code null} if that does
	 * not matter
	 */
	void failed(String where, Throwable thrown, @Nullable String threadDump) {
		if (this.threadDump == null) {
			this.threadDump = threadDump;
		}
		this.entry.failed("%s failed with %s".formatted(where, thrown));
		tell(where, thrown);
	}

	@Nullable String threadDump() {
		return this.threadDump;
	}

	/**
	 * The worker is gone without having been told to go.
	 * @param loss why
	 * @return whether that is news
	 */
	boolean lost(WorkerLostException loss) {
		String why = String.valueOf(loss.getMessage()).lines().findFirst().orElse("");
		boolean news = this.entry.lost(why, loss.getCrashReport());
		if (news) {
			tell("the worker is lost", loss);
		}
		return news;
	}

	/**
	 * Return what failed first.
	 * @return the failure, or {@code null} if there was none
	 */
	@Nullable WorkerFailure failure() {
		return this.first.get();
	}

	private void tell(String description, Throwable cause) {
		Worker<?> known = this.worker.get();
		if (known == null) {
			// It never came to life, which is for its spawn to say
			return;
		}
		WorkerFailure failure = new WorkerFailure(known, description, cause);
		if (!this.first.compareAndSet(null, failure)) {
			logger.debug("Worker '%s' failed again: %s".formatted(known.name(), description), cause);
			return;
		}
		try {
			this.executor.execute(() -> handle(failure));
		}
		catch (RejectedExecutionException ex) {
			logger.debug("The application is closed, so nobody is told of " + failure, ex);
		}
		catch (OutOfMemoryError ex) {
			logger.debug("There is no other thread to tell of " + failure, ex);
			handle(failure);
		}
	}

	private void handle(WorkerFailure failure) {
		try {
			this.handler.onFailure(failure);
		}
		catch (RuntimeException | Error ex) {
			ex.addSuppressed(failure.cause());
			logger.error("The failure handler of worker '%s' has failed itself".formatted(failure.worker().name()), ex);
		}
	}

}
