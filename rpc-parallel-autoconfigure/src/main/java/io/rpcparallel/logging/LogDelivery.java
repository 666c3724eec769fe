package io.rpcparallel.logging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import reactor.core.publisher.Mono;

import io.rpcparallel.protocol.LogRecordData;

/**
 * Sends what is logged to somebody, in its order, in batches. The next batch waits until
 * the last one has been answered and some time has passed, so that no more is sent than
 * who gets it takes, and no more than so many records a second.
 */
public final class LogDelivery {

	// In the end there is no time for more than some batches, but these may be large
	private static final int MAX_FLUSHED = 20;

	private static final int FLUSHED_AT_ONCE = 100;

	private final LogReader reader;

	private final long interval;

	private final Function<List<LogRecordData>, Mono<?>> sender;

	private final Runnable onFailure;

	private final ScheduledExecutorService executor = DeliveryThread.scheduler();

	// A batch is to be sent or has no answer. True from the beginning, until it is
	// started
	private final AtomicBoolean busy = new AtomicBoolean(true);

	private volatile long sentAt;

	/**
	 * Create a delivery.
	 * @param reader reads what is to be sent
	 * @param interval from one batch to the next
	 * @param sender sends a batch when it is called and tells of the answer
	 * @param onFailure is called when a batch could not be sent, after which none is
	 */
	LogDelivery(LogReader reader, Duration interval, Function<List<LogRecordData>, Mono<?>> sender,
			Runnable onFailure) {
		this.reader = reader;
		this.interval = interval.toNanos();
		this.sender = sender;
		this.onFailure = onFailure;
	}

	/**
	 * Send from now on what is there and what comes.
	 * @param delay how long to wait before the first batch
	 */
	void start(Duration delay) {
		this.reader.onMore(this::wake);
		schedule(delay.toNanos());
	}

	// Called by threads that log, and so does little here
	private void wake() {
		if (this.busy.compareAndSet(false, true)) {
			schedule(this.sentAt + this.interval - System.nanoTime());
		}
	}

	private void schedule(long nanos) {
		try {
			this.executor.schedule(this::sendNext, Math.max(0, nanos), TimeUnit.NANOSECONDS);
		}
		catch (OutOfMemoryError ex) {
			// No further thread to be had: not the fault of who logs. The next record
			// tries again
			this.busy.set(false);
		}
	}

	private void sendNext() {
		this.sentAt = System.nanoTime();
		send(this.reader.most()).whenComplete((answer, ex) -> {
			if (ex != null) {
				// The batches before it were the last
				this.onFailure.run();
				return;
			}
			this.busy.set(false);
			if (this.reader.hasMore()) {
				wake();
			}
		});
	}

	// One after the other, as batches that are read must be sent in this order
	private synchronized CompletableFuture<?> send(int most) {
		List<LogRecordData> batch = this.reader.read(most);
		return batch.isEmpty() ? CompletableFuture.completedFuture(null)
				: Mono.defer(() -> this.sender.apply(batch)).toFuture();
	}

	/**
	 * Send at once what was not sent yet, whatever was answered before. If that is too
	 * much, the oldest are dropped, and in their place comes one that tells how many.
	 * @return completes when it has been answered
	 */
	public Mono<Void> flush() {
		this.reader.skipToLast(MAX_FLUSHED * FLUSHED_AT_ONCE);
		List<Mono<?>> sent = new ArrayList<>();
		while (sent.size() < MAX_FLUSHED && this.reader.hasMore()) {
			sent.add(Mono.fromFuture(send(FLUSHED_AT_ONCE)));
		}
		return Mono.when(sent);
	}

	/**
	 * Send no more.
	 */
	public void close() {
		this.executor.shutdownNow();
	}

}
