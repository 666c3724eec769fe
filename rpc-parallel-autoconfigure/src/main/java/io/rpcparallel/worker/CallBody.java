package io.rpcparallel.worker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * The times in which a function that takes a stream, or what it has returned, runs on a
 * thread for calls. It holds a place at the gate then and may wait for the stream's
 * elements, so these come without a place of their own; at other times they come through
 * the gate like calls.
 */
class CallBody {

	private final CallGate gate;

	// Changed at the gate only
	private volatile int running;

	private boolean delivering;

	private final Set<Thread> runners = ConcurrentHashMap.newKeySet();

	private volatile Runnable idle = () -> {
	};

	CallBody(CallGate gate) {
		this.gate = gate;
	}

	/**
	 * Hand over elements, by turns with everything else of the worker. Not to be called
	 * by several threads at once.
	 * @param handing what hands it over
	 */
	void deliver(Runnable handing) {
		if (this.gate.enterUnless(this::deliversWhileRunning)) {
			try {
				hold(handing);
			}
			finally {
				this.gate.leave();
			}
			return;
		}
		try {
			hold(handing);
		}
		finally {
			this.gate.change(() -> this.delivering = false);
		}
	}

	/**
	 * Return whether what hands over an element may hand over the next one too.
	 * @return {@code false} if somebody else wants a turn
	 */
	boolean mayGoOn() {
		return this.delivering ? this.running > 0 : !this.gate.isAwaited();
	}

	private boolean deliversWhileRunning() {
		this.delivering = (this.running > 0);
		return this.delivering;
	}

	/**
	 * Run something of the function on a thread that has a place at the gate. Waits for
	 * the end of a delivery, since the next call may start after this.
	 * @param task what to run
	 */
	void run(Runnable task) {
		this.gate.change(() -> this.running++);
		try {
			hold(task);
		}
		finally {
			this.gate.change(() -> this.running--);
			this.gate.await(() -> this.running > 0 || !this.delivering);
		}
	}

	private void hold(Runnable task) {
		Thread thread = Thread.currentThread();
		this.runners.add(thread);
		try {
			task.run();
		}
		finally {
			this.runners.remove(thread);
			if (this.runners.isEmpty()) {
				this.idle.run();
			}
		}
	}

	/**
	 * Say what to do whenever nothing of the function runs any more.
	 * @param idle what to do, on the thread on which the last of it ran
	 */
	void whenIdle(Runnable idle) {
		this.idle = idle;
	}

	/**
	 * Return a thread that something of the function runs on now.
	 * @return one of the threads, or {@code null} if there is none
	 */
	@Nullable Thread runner() {
		return this.runners.stream().findAny().orElse(null);
	}

	/**
	 * Return a scheduler of what belongs to the function.
	 * @param calls has the threads for calls
	 * @return the scheduler
	 */
	Scheduler on(Scheduler calls) {
		return new Scheduler() {

			@Override
			public Disposable schedule(Runnable task) {
				return calls.schedule(() -> run(task));
			}

			@Override
			public Worker createWorker() {
				return on(calls.createWorker());
			}

		};
	}

	private Scheduler.Worker on(Scheduler.Worker calls) {
		return new Scheduler.Worker() {

			@Override
			public Disposable schedule(Runnable task) {
				return calls.schedule(() -> run(task));
			}

			@Override
			public void dispose() {
				calls.dispose();
			}

			@Override
			public boolean isDisposed() {
				return calls.isDisposed();
			}

		};
	}

}
