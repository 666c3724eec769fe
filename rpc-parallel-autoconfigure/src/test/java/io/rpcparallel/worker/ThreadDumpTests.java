package io.rpcparallel.worker;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ThreadDumpTests {

	private final Object monitor = new Object();

	@Test
	void allThreadsAreToldWithTheirStackTraces() {
		ThreadDump dump = ThreadDump.take();
		assertThat(dump.text()).contains("\"%s\"".formatted(Thread.currentThread().getName()),
				ThreadDumpTests.class.getName() + ".allThreadsAreToldWithTheirStackTraces(");
	}

	@Test
	void monitorsAreToldByWhoHoldsAndWhoWaitsForThem() throws InterruptedException {
		Thread waiting = new Thread(() -> {
			synchronized (this.monitor) {
				this.monitor.notifyAll();
			}
		}, "waiting for the monitor");
		ThreadDump dump;
		synchronized (this.monitor) {
			waiting.start();
			Awaitility.await().until(() -> waiting.getState() == Thread.State.BLOCKED);
			dump = ThreadDump.take();
		}
		waiting.join();
		String lock = "java.lang.Object@%x".formatted(System.identityHashCode(this.monitor));
		assertThat(dump.text()).contains("\"waiting for the monitor\"",
				"BLOCKED on %s held by \"%s\"".formatted(lock, Thread.currentThread().getName()), "\t- holds " + lock);
	}

	@Test
	void threadsThatWaitForEachOtherAreNamed() throws InterruptedException {
		Lock left = new ReentrantLock();
		Lock right = new ReentrantLock();
		CountDownLatch both = new CountDownLatch(2);
		Thread first = lockingBoth("first of two", left, right, both);
		Thread second = lockingBoth("second of two", right, left, both);
		Awaitility.await()
			.until(() -> first.getState() == Thread.State.WAITING && second.getState() == Thread.State.WAITING);
		ThreadDump dump = ThreadDump.take();
		first.interrupt();
		second.interrupt();
		first.join();
		second.join();
		assertThat(dump.deadlock()).contains("'first of two' waits for ", "held by 'second of two'",
				"'second of two' waits for ", "held by 'first of two'");
		assertThat(dump.text()).startsWith("Deadlock: " + dump.deadlock());
	}

	private static Thread lockingBoth(String name, Lock one, Lock other, CountDownLatch both) {
		Thread thread = new Thread(() -> {
			one.lock();
			try {
				both.countDown();
				both.await();
				other.lockInterruptibly();
				other.unlock();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			finally {
				one.unlock();
			}
		}, name);
		thread.start();
		return thread;
	}

}
