package io.rpcparallel.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.protocol.Deadline;
import io.rpcparallel.protocol.OverdueCallException;

/**
 * Ends the calls of a worker at their deadlines, and notices if one goes on all the same.
 * It has a thread of its own, on which nothing of the application runs, while there are
 * calls with deadlines. That sleeps until the next deadline, or for a second, and is not
 * woken by calls that come or end, unless one has less time than that.
 */
class DeadlineWatch implements Runnable {

	private static final Log logger = LogFactory.getLog(DeadlineWatch.class);

	/**
	 * How long the thread sleeps at most. If it finds no calls twice, it ends.
	 */
	private static final long LONGEST_SLEEP = Duration.ofSeconds(1).toNanos();

	// What fits into nanoseconds
	private static final Duration LONGEST_GRACE = Duration.ofDays(3650);

	private final String threadName;

	private final Duration grace;

	private final Consumer<OverdueCallException> onOverdue;

	private final Object monitor = new Object();

	// Those whose deadlines are to come, in that order, so that none looks at all others
	private final NavigableSet<Watched> waiting = new TreeSet<>();

	private final Map<TimedCall, Watched> byCall = new IdentityHashMap<>();

	// Those whose deadlines have passed and that may hold a thread still, in the order in
	// which their graces end
	private final NavigableSet<Watched> expired = new TreeSet<>();

	private @Nullable Thread thread;

	private long wakeUp;

	private long added;

	private boolean closed;

	/**
	 * Create a watch.
	 * @param workerName whose calls it watches
	 * @param grace how long a call may hold a thread of the worker after its deadline
	 * @param onOverdue is told, once, of a call that holds a thread for longer
	 */
	DeadlineWatch(String workerName, Duration grace, Consumer<OverdueCallException> onOverdue) {
		this.threadName = "rpc-parallel-%s-deadlines".formatted(workerName);
		this.grace = (grace.compareTo(LONGEST_GRACE) < 0) ? grace : LONGEST_GRACE;
		this.onOverdue = onOverdue;
	}

	/**
	 * Watch a call.
	 * @param call the call
	 * @param deadline when it is to have ended
	 */
	void add(TimedCall call, Deadline deadline) {
		synchronized (this.monitor) {
			if (this.closed) {
				return;
			}
			Watched watched = new Watched(call, deadline.at(), this.added++);
			this.waiting.add(watched);
			this.byCall.put(call, watched);
			if (this.thread == null) {
				start();
			}
			else if (deadline.at() - this.wakeUp < 0) {
				this.wakeUp = deadline.at();
				this.monitor.notifyAll();
			}
		}
	}

	private void start() {
		Thread started = new Thread(this, this.threadName);
		started.setDaemon(true);
		this.thread = started;
		// It looks at everything first
		this.wakeUp = System.nanoTime();
		try {
			started.start();
		}
		catch (OutOfMemoryError ex) {
			logger.debug("There is no thread for deadlines, so the next call has one started", ex);
			this.thread = null;
		}
	}

	/**
	 * Watch a call no longer, as it holds nothing of the worker any more.
	 * @param call the call
	 */
	void remove(TimedCall call) {
		synchronized (this.monitor) {
			Watched watched = this.byCall.remove(call);
			if (watched != null && !this.waiting.remove(watched)) {
				// Its grace may be long
				this.expired.remove(watched);
			}
		}
	}

	/**
	 * Watch nothing any more.
	 */
	void close() {
		synchronized (this.monitor) {
			this.closed = true;
			this.waiting.clear();
			this.byCall.clear();
			this.expired.clear();
			this.monitor.notifyAll();
		}
	}

	@Override
	public void run() {
		Due due = next();
		while (due != null) {
			due.late().forEach((call) -> guarded(() -> expire(call)));
			due.overdue().forEach((call) -> guarded(() -> check(call)));
			due = next();
		}
	}

	// The other calls have deadlines too
	private static void guarded(Runnable step) {
		try {
			step.run();
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			logger.error("A call could not be ended at its deadline", ex);
		}
	}

	private @Nullable Due next() {
		synchronized (this.monitor) {
			boolean idle = false;
			while (!this.closed) {
				long now = System.nanoTime();
				Due due = due(now);
				if (!due.isEmpty()) {
					return due;
				}
				boolean nothing = this.waiting.isEmpty() && this.expired.isEmpty();
				if (nothing && idle) {
					break;
				}
				idle = nothing;
				sleep(now);
			}
			this.thread = null;
			return null;
		}
	}

	private Due due(long now) {
		List<Watched> late = take(this.waiting, now);
		List<Watched> overdue = take(this.expired, now);
		for (Watched each : late) {
			// From when it is noticed on, as the whole process may have stood still
			Watched after = new Watched(each.call(), now + this.grace.toNanos(), each.number());
			this.expired.add(after);
			this.byCall.put(each.call(), after);
		}
		return new Due(calls(late), calls(overdue));
	}

	private List<Watched> take(NavigableSet<Watched> calls, long now) {
		List<Watched> taken = new ArrayList<>();
		while (!calls.isEmpty() && calls.first().at() - now <= 0) {
			Watched first = calls.first();
			calls.remove(first);
			this.byCall.remove(first.call());
			taken.add(first);
		}
		return taken;
	}

	private static List<TimedCall> calls(List<Watched> watched) {
		return watched.stream().map(Watched::call).toList();
	}

	private void sleep(long now) {
		long time = LONGEST_SLEEP;
		for (NavigableSet<Watched> calls : List.of(this.waiting, this.expired)) {
			time = calls.isEmpty() ? time : Math.min(time, calls.first().at() - now);
		}
		this.wakeUp = now + time;
		try {
			TimeUnit.NANOSECONDS.timedWait(this.monitor, time);
		}
		catch (InterruptedException ex) {
			logger.debug("Nothing but its own end ends the watch", ex);
		}
	}

	private void expire(TimedCall call) {
		logger.debug("The deadline of a call of function '%s' has passed".formatted(call.functionName()));
		call.expire();
	}

	private void check(TimedCall call) {
		Thread holder = call.holder();
		if (holder != null && isFirst()) {
			ThreadDump dump = ThreadDump.take();
			this.onOverdue.accept(
					new OverdueCallException(call.functionName(), holder, this.grace, dump.deadlock(), dump.text()));
		}
	}

	// The worker ends, whatever other calls do
	private boolean isFirst() {
		synchronized (this.monitor) {
			boolean first = !this.closed;
			close();
			return first;
		}
	}

	/**
	 * A call whose deadline is to come, or the end of whose grace.
	 *
	 * @param call the call
	 * @param at when that is
	 * @param number tells it from others of the same time
	 */
	private record Watched(TimedCall call, long at, long number) implements Comparable<Watched> {

		@Override
		public int compareTo(Watched other) {
			long later = this.at - other.at;
			return (later != 0) ? Long.signum(later) : Long.compare(this.number, other.number);
		}

	}

	/**
	 * What is to be done now.
	 *
	 * @param late the calls whose deadlines have passed
	 * @param overdue the calls whose grace is over too
	 */
	private record Due(List<TimedCall> late, List<TimedCall> overdue) {

		boolean isEmpty() {
			return this.late.isEmpty() && this.overdue.isEmpty();
		}

	}

}
