package io.rpcparallel.launch;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.WorkerStreams;
import io.rpcparallel.process.WorkerMark;

/**
 * A worker's process on this machine, a child of this process.
 */
final class LocalWorker implements LaunchedWorker {

	private static final Log logger = LogFactory.getLog(LocalWorker.class);

	private static final int LINES_KEPT = 50;

	private static final int LONGEST_LINE_KEPT = 2 * 1024;

	private static final long OUTPUT_MILLIS_AFTER_END = 500;

	// What fits into nanoseconds
	private static final long LONGEST_GRACE_SECONDS = TimeUnit.DAYS.toSeconds(365);

	private static final long MILLIS_AFTER_KILL = 5000;

	private final String name;

	private final Process process;

	private final List<String> command;

	private final boolean cached;

	private final @Nullable WorkerMark mark;

	private final @Nullable ArgumentFile argumentFile;

	private final List<String> firstLines;

	private final WorkerInput input;

	private final WorkerSinks sinks;

	private final Optional<WorkerStreams> streams;

	private final LastLines lastLines;

	private volatile MemoryKills memoryKills;

	private volatile boolean killedForMemory;

	private final CompletableFuture<Void> outputRead = new CompletableFuture<>();

	private final CompletableFuture<Integer> exit = new CompletableFuture<>();

	private final CompletableFuture<Void> cleared = new CompletableFuture<>();

	private final List<Thread> threads = new CopyOnWriteArrayList<>();

	LocalWorker(LaunchRequest request, Process process, List<String> command, boolean cached,
			@Nullable ArgumentFile argumentFile, List<String> firstLines, WorkerSinks sinks, Charset charset) {
		this.sinks = sinks;
		this.streams = sinks.streams(request.workerName());
		this.name = request.workerName();
		this.process = process;
		this.command = MaskedCommand.of(command);
		this.cached = cached;
		String workerId = request.environment().get(WorkerMark.VARIABLE);
		this.mark = (workerId != null) ? new WorkerMark(workerId) : null;
		this.argumentFile = argumentFile;
		this.firstLines = firstLines;
		this.memoryKills = MemoryKills.since(process.pid());
		this.input = new WorkerInput(process.getOutputStream(), request.assignment());
		this.lastLines = new LastLines(LINES_KEPT, LONGEST_LINE_KEPT, charset);
	}

	/**
	 * Start what serves the process. The sinks are closed when the output is read.
	 */
	void serve() {
		CompletableFuture<Void> stdout = read(OutputStreamName.STDOUT, this.sinks.stdout());
		CompletableFuture<Void> stderr = read(OutputStreamName.STDERR, this.sinks.stderr());
		CompletableFuture.allOf(stdout, stderr).whenComplete((result, failure) -> {
			this.sinks.close();
			this.outputRead.complete(null);
		});
		this.threads.add(WorkerThreads.start(this.name, "exit", this::awaitExit));
		this.threads.add(WorkerThreads.start(this.name, "stdin", this.input));
	}

	private CompletableFuture<Void> read(OutputStreamName stream, GuardedSink sink) {
		OutputReader reader = new OutputReader(this.process,
				(stream == OutputStreamName.STDOUT) ? this.process.getInputStream() : this.process.getErrorStream(),
				stream.prefix(this.name), this.lastLines, sink, OUTPUT_MILLIS_AFTER_END);
		CompletableFuture<Void> read = new CompletableFuture<>();
		this.threads.add(WorkerThreads.start(this.name, stream.toString(), () -> {
			try {
				reader.run();
			}
			finally {
				read.complete(null);
			}
		}));
		return read;
	}

	// Not with Process.onExit, whose thread pool an application may keep busy
	private void awaitExit() {
		try {
			int exitCode = this.process.waitFor();
			clear();
			this.killedForMemory = this.memoryKills.happened();
			this.sinks.processEnded();
			this.input.close();
			started();
			awaitOutput();
			if (logger.isDebugEnabled()) {
				logger.debug("Process %d of worker '%s' ended with exit code %d".formatted(pid(), this.name, exitCode));
			}
			this.exit.complete(exitCode);
		}
		catch (InterruptedException | RuntimeException | Error ex) {
			// Whatever it is, others wait for the end
			this.exit.completeExceptionally(ex);
			this.cleared.complete(null);
		}
	}

	// At the same time, as the end must not be told later for it, but sooner if one of
	// those holds the output
	private void clear() {
		try {
			this.threads.add(WorkerThreads.start(this.name, "clear", this::killLeftBehind));
		}
		catch (OutOfMemoryError ex) {
			logger.debug("There is no other thread to look for what a worker has left behind", ex);
			killLeftBehind();
		}
	}

	private void killLeftBehind() {
		try {
			if (this.mark == null || !this.mark.isReadable()) {
				logger.debug("What worker '%s' may have left behind can't be found".formatted(this.name));
				return;
			}
			int killed = this.mark.kill();
			if (killed > 0) {
				logger.info("Killed %d processes that worker '%s' had started and left behind".formatted(killed,
						this.name));
			}
		}
		catch (RuntimeException ex) {
			// Such as too many open files
			logger.warn("What worker '%s' may have left behind can't be told".formatted(this.name), ex);
		}
		finally {
			this.cleared.complete(null);
		}
	}

	private void awaitOutput() throws InterruptedException {
		try {
			this.outputRead.get(OUTPUT_MILLIS_AFTER_END, TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			logger.debug("The output of worker '" + this.name + "' could not be handed on in time", ex);
		}
	}

	@Override
	public long pid() {
		return this.process.pid();
	}

	@Override
	public boolean isAlive() {
		return this.process.isAlive();
	}

	@Override
	public CompletableFuture<Integer> onExit() {
		return this.exit.copy();
	}

	@Override
	public boolean isCached() {
		return this.cached;
	}

	@Override
	public boolean isKilledForMemory() {
		return this.killedForMemory;
	}

	@Override
	public void alive() {
		this.memoryKills.survived();
	}

	@Override
	public void started() {
		if (isAlive()) {
			// By now it is where it belongs
			this.memoryKills = MemoryKills.since(pid());
		}
		if (this.argumentFile != null) {
			this.argumentFile.delete();
		}
	}

	@Override
	public void abandon() {
		this.input.close();
	}

	@Override
	public void release() {
		abandon();
		this.threads.forEach(Thread::interrupt);
	}

	@Override
	public void terminate(Duration grace) {
		ProcessTree tree = new ProcessTree(this.process.toHandle(), this.mark);
		abandon();
		boolean interrupted = Thread.interrupted();
		try {
			if (!interrupted) {
				this.process.waitFor(Math.min(grace.toSeconds(), LONGEST_GRACE_SECONDS) * 1000 + grace.toMillisPart(),
						TimeUnit.MILLISECONDS);
			}
		}
		catch (InterruptedException ex) {
			interrupted = true;
		}
		// Also after the worker has left, for those it has left behind
		tree.kill();
		interrupted |= awaitKill();
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean awaitKill() {
		boolean interrupted = false;
		// What waits for the exit runs on a thread of this worker
		CompletableFuture<?> gone = this.threads.contains(Thread.currentThread()) ? this.exit
				: CompletableFuture.allOf(this.exit, this.cleared);
		long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLIS_AFTER_KILL);
		while (!gone.isDone() && System.nanoTime() < deadline) {
			try {
				gone.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
			catch (TimeoutException | ExecutionException ex) {
				logger.debug("Worker '" + this.name + "' has not ended", ex);
			}
		}
		return interrupted;
	}

	@Override
	public List<String> lastLines() {
		return Stream.concat(this.firstLines.stream(), this.lastLines.get().stream()).toList();
	}

	@Override
	public Optional<WorkerStreams> streams() {
		return this.streams;
	}

	@Override
	public List<String> command() {
		return this.command;
	}

}
