package io.rpcparallel.logging;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

import io.rpcparallel.protocol.LogRecordData;

/**
 * A subscriber that keeps what it gets, and records to give it.
 */
class LogRecords extends BaseSubscriber<LogRecordData> {

	private final List<LogRecordData> received = new CopyOnWriteArrayList<>();

	private final long initial;

	private volatile boolean complete;

	LogRecords(long initial) {
		this.initial = initial;
	}

	LogRecords() {
		this(Long.MAX_VALUE);
	}

	static LogRecordData record(String message) {
		return LogRecordData.of(Instant.now(), "INFO", "app", "main", message, Map.of(), null);
	}

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		if (this.initial > 0) {
			request(this.initial);
		}
	}

	@Override
	protected void hookOnNext(LogRecordData record) {
		this.received.add(record);
	}

	@Override
	protected void hookOnComplete() {
		this.complete = true;
	}

	List<LogRecordData> received() {
		return this.received;
	}

	List<String> messages() {
		return this.received.stream().map(LogRecordData::message).toList();
	}

	boolean isComplete() {
		return this.complete;
	}

}
