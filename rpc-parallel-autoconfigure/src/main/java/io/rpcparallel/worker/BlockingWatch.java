package io.rpcparallel.worker;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.rpcparallel.registry.RegisteredFunction;
import io.rpcparallel.registry.WorkerFunctionRegistry;
import io.rpcparallel.worker.BlockedThreads.BlockedThread;

/**
 * Warns of reactive functions that block a thread for which others wait. Looks at such
 * threads now and then while reactive functions are executed, on a thread of its own.
 */
final class BlockingWatch implements Runnable {

	/**
	 * From one look to the next. What waits at one place at two looks has blocked.
	 */
	static final Duration PERIOD = Duration.ofMillis(1500);

	private static final Log logger = LogFactory.getLog(BlockingWatch.class);

	private static final Duration PAUSE = Duration.ofSeconds(10);

	private static final int MAX_FRAMES = 20;

	private final String threadName;

	private final WorkerFunctionRegistry registry;

	private final long period;

	// How often each function is executed now, by its number
	private final AtomicIntegerArray running;

	private final Object monitor = new Object();

	private volatile boolean started;

	private boolean closed;

	private final Set<String> told = new HashSet<>();

	private long toldAt = System.nanoTime() - PAUSE.toNanos();

	/**
	 * Create a watch.
	 * @param workerName whose functions it watches
	 * @param registry the functions
	 * @param period the time from one look to the next
	 */
	BlockingWatch(String workerName, WorkerFunctionRegistry registry, Duration period) {
		this.threadName = "rpc-parallel-%s-blocking".formatted(workerName);
		this.registry = registry;
		this.period = period.toNanos();
		this.running = new AtomicIntegerArray(registry.functions().size());
	}

	/**
	 * A function begins something that may run on any thread.
	 * @param function the function
	 */
	void begin(RegisteredFunction function) {
		this.running.incrementAndGet(function.index());
		if (!this.started) {
			start();
		}
	}

	void end(RegisteredFunction function) {
		this.running.decrementAndGet(function.index());
	}

	private void start() {
		synchronized (this.monitor) {
			if (this.started || this.closed) {
				return;
			}
			this.started = true;
			Thread thread = new Thread(this, this.threadName);
			thread.setDaemon(true);
			try {
				thread.start();
			}
			catch (OutOfMemoryError ex) {
				logger.debug("There is no thread that looks for functions that block, until the next begins", ex);
				this.started = false;
			}
		}
	}

	/**
	 * Look no more.
	 */
	void close() {
		synchronized (this.monitor) {
			this.closed = true;
			this.monitor.notifyAll();
		}
	}

	@Override
	public void run() {
		BlockedThreads threads = new BlockedThreads();
		boolean idle = false;
		while (pause()) {
			List<RegisteredFunction> functions = this.registry.functions().stream().filter(this::isRunning).toList();
			if (!functions.isEmpty()) {
				threads.look().forEach((thread) -> tell(thread, functions));
			}
			else if (idle && rest()) {
				return;
			}
			idle = functions.isEmpty();
		}
	}

	// Returns whether to go on
	private boolean pause() {
		synchronized (this.monitor) {
			long end = System.nanoTime() + this.period;
			long left = this.period;
			while (!this.closed && left > 0) {
				try {
					TimeUnit.NANOSECONDS.timedWait(this.monitor, left);
				}
				catch (InterruptedException ex) {
					logger.debug("Nothing but the end of the worker ends the watch", ex);
				}
				left = end - System.nanoTime();
			}
			return !this.closed;
		}
	}

	// Returns whether the thread ends, as nothing has begun meanwhile
	private boolean rest() {
		synchronized (this.monitor) {
			this.started = false;
			this.started = this.registry.functions().stream().anyMatch(this::isRunning);
			return !this.started;
		}
	}

	private boolean isRunning(RegisteredFunction function) {
		return this.running.get(function.index()) > 0;
	}

	private void tell(BlockedThread thread, List<RegisteredFunction> functions) {
		List<RegisteredFunction> owners = owners(thread, functions);
		String names = owners.isEmpty() ? names(functions) + " or something else" : names(owners);
		if (System.nanoTime() - this.toldAt < PAUSE.toNanos() || !this.told.add(names)) {
			return;
		}
		this.toldAt = System.nanoTime();
		logger.warn(
				"Function %s has blocked thread '%s' for %d ms or more. Others wait for that thread, so nothing reactive may block it: give what blocks to Schedulers.boundedElastic(), or make it an RpcFunction. The thread is at%n%s"
					.formatted(names, thread.name(), TimeUnit.NANOSECONDS.toMillis(this.period),
							thread.frames()
								.stream()
								.limit(MAX_FRAMES)
								.map((frame) -> "\tat " + frame)
								.collect(Collectors.joining(System.lineSeparator()))));
	}

	private static String names(List<RegisteredFunction> functions) {
		return functions.stream()
			.map((function) -> "'%s'".formatted(function.name()))
			.collect(Collectors.joining(" or "));
	}

	// By the method that declares it as a bean, or by its class. Neither need be seen
	private List<RegisteredFunction> owners(BlockedThread thread, List<RegisteredFunction> functions) {
		List<RegisteredFunction> declared = functions.stream()
			.filter((function) -> isDeclaredIn(thread, function))
			.toList();
		List<RegisteredFunction> named = declared.stream()
			.filter((function) -> thread.frames()
				.stream()
				.anyMatch((frame) -> frame.getMethodName().startsWith("lambda$%s$".formatted(function.name()))))
			.toList();
		return named.isEmpty() ? declared : named;
	}

	private boolean isDeclaredIn(BlockedThread thread, RegisteredFunction function) {
		String bean = this.registry.bean(function).getClass().getName();
		// A lambda and a proxy have the name of another class in front of their own
		int generated = bean.indexOf("$$");
		String name = (generated > 0) ? bean.substring(0, generated) : bean;
		return thread.frames()
			.stream()
			.map(StackTraceElement::getClassName)
			.anyMatch((each) -> each.equals(name) || each.startsWith(name + "$"));
	}

}
