package io.rpcparallel.test.fault;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

import io.rpcparallel.WorkerLogRecord;

/**
 * Somebody who counts some records of a log and remembers the others.
 */
public final class LogCount implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(LogCount.class);

	private static final Pattern DROPPED = Pattern.compile("(\\d+) log records were dropped here.*");

	private final String counted;

	private final AtomicLong received = new AtomicLong();

	private final AtomicLong dropped = new AtomicLong();

	private final Set<String> others = ConcurrentHashMap.newKeySet();

	private Disposable subscription;

	private LogCount(String counted) {
		this.counted = counted;
	}

	/**
	 * Subscribe to a log.
	 * @param counted what records have in them that are counted
	 */
	public static LogCount of(Flux<WorkerLogRecord> records, String counted) {
		LogCount count = new LogCount(counted);
		count.subscription = records.subscribe((record) -> count.take(record.message()));
		return count;
	}

	/**
	 * Subscribe to a log and log what comes.
	 * @param counted what is put in front of it, and counted should it come back
	 */
	public static LogCount loggingAll(Flux<WorkerLogRecord> records, String counted) {
		return of(records.doOnNext((record) -> logger.info(counted + " " + record.message())), counted);
	}

	private void take(String message) {
		Matcher matcher = DROPPED.matcher(message);
		if (message.contains(this.counted)) {
			this.received.incrementAndGet();
		}
		else if (matcher.matches()) {
			this.dropped.addAndGet(Long.parseLong(matcher.group(1)));
		}
		else {
			this.others.add(message);
		}
	}

	public boolean has(String message) {
		return this.others.contains(message);
	}

	/**
	 * Wait for a record.
	 */
	public void await(String message, Duration atMost) {
		Awaitility.await(message).atMost(atMost).until(() -> has(message));
	}

	/**
	 * Return how many have come of those that are counted.
	 */
	public long received() {
		return this.received.get();
	}

	/**
	 * Return how many records did not come, as the log says.
	 */
	public long dropped() {
		return this.dropped.get();
	}

	@Override
	public void close() {
		this.subscription.dispose();
	}

	@Override
	public String toString() {
		return "%d received, %d dropped".formatted(received(), dropped());
	}

}
