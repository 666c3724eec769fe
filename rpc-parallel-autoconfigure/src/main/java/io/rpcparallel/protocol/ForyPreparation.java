package io.rpcparallel.protocol;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Gets Fory ready for the types that are sent often, one after the other and beside the
 * calls. The first takes nearly a second of processor time, which processes that live or
 * say little should not pay, and a further one up to a tenth of it.
 */
final class ForyPreparation {

	private static final Log logger = LogFactory.getLog(ForyPreparation.class);

	// What is under way can't be interrupted, and no process waits for it to end
	private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

	private final Supplier<ForyRuntime> fory;

	private final ThreadFactory threads;

	// Made when somebody wants to know, as it loads much that other processes don't need
	private final Supplier<Sinks.Many<Integer>> prepared = SingletonSupplier.of(() -> Sinks.many().replay().all());

	private final AtomicBoolean warned = new AtomicBoolean();

	private final Queue<Pending> pending = new ArrayDeque<>();

	// There is one as long as there is something to do
	private @Nullable Thread thread;

	private volatile boolean closed;

	ForyPreparation(Supplier<ForyRuntime> fory) {
		this(fory, (task) -> new Thread(task, "rpc-parallel-codec"));
	}

	ForyPreparation(Supplier<ForyRuntime> fory, ThreadFactory threads) {
		this.fory = fory;
		this.threads = threads;
	}

	/**
	 * Return for which types Fory is ready.
	 * @return their numbers, as each gets ready; never ends
	 */
	Flux<Integer> prepared() {
		return this.prepared.get().asFlux();
	}

	/**
	 * Start to prepare a type, unless this was closed.
	 * @param number its number
	 * @param type the type
	 * @param classes what it consists of
	 */
	void start(int number, Class<?> type, Set<Class<?>> classes) {
		try {
			add(new Pending(number, type, classes));
		}
		catch (OutOfMemoryError ex) {
			// It is a call that starts this, and it can do without
			failed(type, ex);
		}
	}

	private synchronized void add(Pending added) {
		if (this.closed) {
			return;
		}
		if (this.thread == null) {
			Thread thread = this.threads.newThread(this::run);
			thread.setDaemon(true);
			// Fails where no more threads can be had
			thread.start();
			this.thread = thread;
		}
		this.pending.add(added);
	}

	private void run() {
		for (Pending next = next(); next != null; next = next()) {
			prepare(next);
		}
	}

	private synchronized @Nullable Pending next() {
		Pending next = this.closed ? null : this.pending.poll();
		if (next == null) {
			this.thread = null;
		}
		return next;
	}

	private void prepare(Pending next) {
		try {
			this.fory.get().prepare(next.classes(), () -> !this.closed);
		}
		catch (Throwable ex) {
			// Whatever it is, calls go on without it, and so must a worker, which an
			// uncaught exception would end
			failed(next.type(), ex);
			return;
		}
		if (!this.closed) {
			logger.debug("Payloads of '%s' can go by Fory from now on".formatted(next.type().getName()));
			this.prepared.get().tryEmitNext(next.number());
		}
	}

	private void failed(Class<?> type, Throwable failure) {
		if (this.closed) {
			return;
		}
		String message = "Payloads of '%s' stay with CBOR, as Fory can't be prepared for them"
			.formatted(type.getName());
		if (this.warned.compareAndSet(false, true)) {
			logger.warn(message
					+ ". Set 'rpc-parallel.codec' to 'cbor' if it never can be. Further types are logged at debug level only",
					failure);
		}
		else {
			logger.debug(message, failure);
		}
	}

	/**
	 * Prepare and log nothing any more, and wait a little for what is under way to end.
	 */
	void close() {
		Thread running;
		synchronized (this) {
			this.closed = true;
			running = this.thread;
		}
		if (running != null) {
			try {
				running.join(LONGEST_WAIT.toMillis());
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/**
	 * A type to prepare.
	 *
	 * @param number its number
	 * @param type the type
	 * @param classes what it consists of
	 */
	private record Pending(int number, Class<?> type, Set<Class<?>> classes) {

	}

}
