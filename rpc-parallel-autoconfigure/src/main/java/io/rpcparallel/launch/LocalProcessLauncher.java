package io.rpcparallel.launch;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.WorkerStartException;

/**
 * Starts workers as children of this process.
 *
 * @since 0.1.0
 */
public final class LocalProcessLauncher implements WorkerLauncher, AutoCloseable {

	private static final Log logger = LogFactory.getLog(LocalProcessLauncher.class);

	private final JavaCommand command;

	private final StartupCache cache;

	private final Charset outputCharset = NativeCharsets.ofOutput();

	/**
	 * Create a launcher without a start-up cache.
	 * @param command the command line of the workers
	 */
	public LocalProcessLauncher(JavaCommand command) {
		this(command, new StartupCache(StartupCache.OFF, command));
	}

	/**
	 * Create a launcher.
	 * @param command the command line of the workers
	 * @param cache what workers start faster by, which is closed with the launcher
	 */
	public LocalProcessLauncher(JavaCommand command, StartupCache cache) {
		this.command = command;
		this.cache = cache;
	}

	@Override
	public LaunchedWorker launch(LaunchRequest request) {
		return launch(request, this.cache.startOf(request));
	}

	@Override
	public Optional<StartupTraining> training(LaunchRequest request) {
		return this.cache.trainingFor(request, this::launch);
	}

	@Override
	public void close() {
		this.cache.close();
	}

	private LaunchedWorker launch(LaunchRequest request, WorkerStart start) {
		LaunchChecks.check(request, this.command);
		WorkerSinks sinks = WorkerSinks.open(request, this.outputCharset);
		try {
			return launch(request, start, sinks);
		}
		catch (RuntimeException | Error ex) {
			sinks.close();
			throw ex;
		}
	}

	private LaunchedWorker launch(LaunchRequest request, WorkerStart start, WorkerSinks sinks) {
		ArgumentFile argumentFile = this.command.argumentFileFor(request, start);
		try {
			return launch(request, start, sinks, argumentFile);
		}
		catch (RuntimeException | Error ex) {
			if (argumentFile != null) {
				argumentFile.delete();
			}
			throw ex;
		}
	}

	private LaunchedWorker launch(LaunchRequest request, WorkerStart start, WorkerSinks sinks,
			@Nullable ArgumentFile argumentFile) {
		List<String> command = this.command.commandFor(request, start, argumentFile);
		Process process = start(request, command);
		try {
			if (logger.isDebugEnabled()) {
				logger.debug("Started worker '%s' as process %d: %s".formatted(request.workerName(), process.pid(),
						String.join(" ", MaskedCommand.of(command))));
			}
			LocalWorker worker = new LocalWorker(request, process, command, !start.jvmArguments().isEmpty(),
					argumentFile, replaced(request), sinks, this.outputCharset);
			worker.serve();
			return worker;
		}
		catch (RuntimeException | Error ex) {
			// Out of threads or of memory: nobody would ever see the process again
			process.destroyForcibly();
			throw failure(request, "its input and output could not be served (" + ex + ")", ex);
		}
	}

	// No reason not to start, as it may be the same, but the first thing to look at
	// should the worker fail
	private List<String> replaced(LaunchRequest request) {
		return this.command.files()
			.replaced()
			.stream()
			.map((file) -> "[worker %s start] replaced since this application started, which is to be started again unless it is the same: %s"
				.formatted(request.workerName(), file))
			.toList();
	}

	private Process start(LaunchRequest request, List<String> command) {
		try {
			ProcessBuilder builder = new ProcessBuilder(command);
			if (request.workingDirectory() != null) {
				builder.directory(request.workingDirectory().toAbsolutePath().toFile());
			}
			this.command.changeEnvironment(request, builder.environment());
			return builder.start();
		}
		catch (IOException | RuntimeException | OutOfMemoryError ex) {
			throw failure(request, "its process could not be started (" + ex.getMessage()
					+ "); check the working directory, the environment variables and the limits on processes and memory",
					ex);
		}
	}

	private static WorkerStartException failure(LaunchRequest request, String reason, Throwable cause) {
		return new WorkerStartException(request.workerName(), reason, null, List.of(), cause);
	}

}
