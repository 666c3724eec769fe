package io.rpcparallel.logging;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.springframework.util.Assert;
import reactor.core.publisher.Flux;

import io.rpcparallel.protocol.LogRecordData;
import io.rpcparallel.protocol.OwnLog;

/**
 * The last records. Each has a number, and a subscriber is no more than the number of the
 * record it gets next: none is lost or doubled between what is kept and what comes, and
 * slow subscribers take no room.
 */
class LogRing {

	// For subscribers, also where less is kept for those who subscribe later
	private static final int MIN_CAPACITY = 256;

	private static final int MIN_SIZE = 1024 * 1024;

	private static final int SIZE_PER_RECORD = 1024;

	// What is read at once has to fit into a message
	private static final int MAX_READ = 1024 * 1024;

	private final Set<LogSubscription> subscriptions = new CopyOnWriteArraySet<>();

	private final Set<Runnable> listeners = new CopyOnWriteArraySet<>();

	private final @Nullable ConsoleStandIn standIn;

	private final int kept;

	private final int maxSize;

	// Guarded by this, as all below: the records from first to next, by number modulo
	// length
	private final @Nullable LogRecordData[] records;

	private long first;

	private long next;

	private long size;

	private boolean read;

	private volatile boolean closed;

	LogRing(int kept) {
		this(kept, null);
	}

	/**
	 * Create a ring.
	 * @param kept how many records are kept for those who subscribe later
	 * @param standIn what prints the records in place of console appenders, or
	 * {@code null} if these print them
	 */
	LogRing(int kept, @Nullable ConsoleStandIn standIn) {
		Assert.isTrue(kept >= 0 && kept <= WorkerLog.MAX_BUFFER_SIZE,
				() -> "The number of log records to keep must be between 0 and " + WorkerLog.MAX_BUFFER_SIZE);
		this.kept = kept;
		this.standIn = standIn;
		this.maxSize = Math.max(MIN_SIZE, kept * SIZE_PER_RECORD);
		this.records = new LogRecordData[Math.max(kept, MIN_CAPACITY)];
	}

	/**
	 * Return whether a record is to be taken.
	 * @param logger the name of its logger
	 * @param severe whether its level is WARN or above
	 * @return whether it is to be added
	 */
	boolean takes(@Nullable String logger, boolean severe) {
		return !DeliveryThread.isCurrent() && !OwnLog.isBeingDelivered()
				&& (severe || !TransportLoggers.contains(logger));
	}

	/**
	 * Return whether there is anything that console appenders may be not to print.
	 * @return whether records are printed in their place
	 */
	boolean standsInForConsole() {
		return this.standIn != null;
	}

	/**
	 * Return whether console appenders are not to print a record.
	 * @param logger the name of its logger
	 * @param severe whether its level is WARN or above
	 * @return whether it is to be added, and printed then
	 */
	boolean hides(@Nullable String logger, boolean severe) {
		return this.standIn != null && this.standIn.isPresent() && takes(logger, severe);
	}

	/**
	 * Let console appenders print everything again.
	 */
	void handBackConsole() {
		if (this.standIn != null) {
			this.standIn.leave();
		}
	}

	/**
	 * Keep as much for a reader as for a subscriber.
	 */
	synchronized void keepForReader() {
		this.read = true;
	}

	void addListener(Runnable listener) {
		this.listeners.add(listener);
	}

	void add(LogRecordData added) {
		// What is from a worker of this process is among the last lines of that one
		if (this.standIn != null && !added.isForwarded()) {
			this.standIn.print(added);
		}
		synchronized (this) {
			if (this.next - this.first == this.records.length) {
				removeFirst();
			}
			this.records[index(this.next++)] = added;
			this.size += added.size();
			trim();
		}
		this.subscriptions.forEach(LogSubscription::deliver);
		this.listeners.forEach(Runnable::run);
	}

	Flux<LogRecordData> records() {
		Publisher<LogRecordData> publisher = this::subscribe;
		return Flux.from(publisher);
	}

	/**
	 * Let subscribers complete when they have got everything.
	 */
	void close() {
		this.closed = true;
		this.subscriptions.forEach(LogSubscription::deliver);
	}

	boolean isClosed() {
		return this.closed;
	}

	/**
	 * Return the record with a number, or the first that is left after it.
	 * @param number the number
	 * @return the record and its number, or {@code null} if it is still to come
	 */
	synchronized @Nullable Numbered firstFrom(long number) {
		long found = Math.max(number, this.first);
		LogRecordData data = (found < this.next) ? this.records[index(found)] : null;
		return (data != null) ? new Numbered(found, data) : null;
	}

	/**
	 * Return the last records from a number on.
	 * @param number the number
	 * @param most how many
	 * @return the records that are kept, and the number of the one that comes next
	 */
	synchronized Records latest(long number, int most) {
		return records(Math.max(Math.max(number, this.first), this.next - most), this.next);
	}

	/**
	 * Return the first records from a number on that are left.
	 * @param number the number
	 * @param most how many; fewer if they are large
	 * @return the records, and the number of the one that comes next
	 */
	synchronized Records next(long number, int most) {
		long from = Math.max(number, this.first);
		long to = from;
		long read = 0;
		while (to < Math.min(from + most, this.next)) {
			LogRecordData data = this.records[index(to)];
			read += (data != null) ? data.size() : 0;
			if (read > MAX_READ && to > from) {
				break;
			}
			to++;
		}
		return records(from, to);
	}

	/**
	 * Return where the records end.
	 * @return the number of the one that comes next
	 */
	synchronized long end() {
		return this.next;
	}

	private Records records(long from, long to) {
		List<LogRecordData> found = new ArrayList<>();
		for (long each = from; each < to; each++) {
			LogRecordData data = this.records[index(each)];
			if (data != null) {
				found.add(data);
			}
		}
		return new Records(from, found, to);
	}

	synchronized void remove(LogSubscription subscription) {
		this.subscriptions.remove(subscription);
		trim();
	}

	int subscribers() {
		return this.subscriptions.size();
	}

	private void subscribe(Subscriber<? super LogRecordData> subscriber) {
		LogSubscription subscription;
		synchronized (this) {
			subscription = new LogSubscription(this, subscriber, Math.max(this.first, this.next - this.kept));
			this.subscriptions.add(subscription);
		}
		subscriber.onSubscribe(subscription);
		subscription.start();
	}

	// The newest record stays, however large it is
	private void trim() {
		int limit = (this.subscriptions.isEmpty() && !this.read) ? this.kept : this.records.length;
		while (this.next - this.first > limit || (this.size > this.maxSize && this.next - this.first > 1)) {
			removeFirst();
		}
	}

	private void removeFirst() {
		int index = index(this.first++);
		LogRecordData removed = this.records[index];
		if (removed != null) {
			this.size -= removed.size();
		}
		this.records[index] = null;
	}

	private int index(long number) {
		return (int) (number % this.records.length);
	}

	/**
	 * Some records.
	 *
	 * @param first the number of the first
	 * @param records the records, the oldest first
	 * @param next the number of the one that comes after them
	 */
	record Records(long first, List<LogRecordData> records, long next) {

	}

	/**
	 * A record and its number.
	 *
	 * @param number the number
	 * @param data the record
	 */
	record Numbered(long number, LogRecordData data) {

	}

}
