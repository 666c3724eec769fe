package io.rpcparallel.test.kinds;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * State of a worker that counts what happens in it.
 */
public class Ledger {

	private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

	private final List<String> notes = new CopyOnWriteArrayList<>();

	private final AtomicInteger running = new AtomicInteger();

	private final Sinks.Many<Integer> changes = Sinks.many().multicast().directBestEffort();

	private int total;

	Ledger(int start) {
		this.total = start;
	}

	void count(String name) {
		this.counts.computeIfAbsent(name, (each) -> new AtomicLong()).incrementAndGet();
	}

	Map<String, Long> counts() {
		Map<String, Long> copy = new ConcurrentHashMap<>();
		this.counts.forEach((name, count) -> copy.put(name, count.get()));
		return copy;
	}

	void note(String text) {
		this.notes.add(text);
	}

	List<String> notes() {
		return new ArrayList<>(this.notes);
	}

	// Counts an overlap if something else runs at the same time
	void alone(Runnable task) {
		if (this.running.incrementAndGet() > 1) {
			count("overlaps");
		}
		try {
			task.run();
		}
		finally {
			this.running.decrementAndGet();
		}
	}

	int total() {
		return this.total;
	}

	int add(int amount) {
		this.total += amount;
		this.changes.tryEmitNext(this.total);
		return this.total;
	}

	Flux<Integer> changes() {
		return this.changes.asFlux().onBackpressureBuffer();
	}

}
