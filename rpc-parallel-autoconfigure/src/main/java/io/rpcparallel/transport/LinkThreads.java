package io.rpcparallel.transport;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import reactor.core.scheduler.NonBlocking;

/**
 * The threads of a transport.
 */
final class LinkThreads {

	private final Set<Thread> live = ConcurrentHashMap.newKeySet();

	private final AtomicInteger count = new AtomicInteger();

	/**
	 * Start a thread.
	 * @param role what it does
	 * @param task what it runs
	 */
	void start(String role, Runnable task) {
		LinkThread thread = new LinkThread(() -> {
			try {
				task.run();
			}
			finally {
				this.live.remove(Thread.currentThread());
			}
		}, "rpc-parallel-%s-%d".formatted(role, this.count.incrementAndGet()));
		this.live.add(thread);
		thread.start();
	}

	/**
	 * Wait until all threads but this one have ended, also if it is interrupted.
	 * @param timeout how long to wait at most
	 */
	void awaitEnd(Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		boolean interrupted = false;
		for (Thread thread : this.live) {
			while (thread != Thread.currentThread() && thread.isAlive() && System.nanoTime() < deadline) {
				try {
					thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * A thread that must not block, since a connection lives by it.
	 */
	private static final class LinkThread extends Thread implements NonBlocking {

		LinkThread(Runnable task, String name) {
			super(task, name);
			setDaemon(true);
		}

	}

}
