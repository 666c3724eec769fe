package io.rpcparallel.launch;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.WorkerStartException;

/**
 * Starts workers as children of this process.
 *
 * @since 0.1.0
 */
public final class LocalProcessLauncher implements WorkerLauncher {

	private static final Log logger = LogFactory.getLog(LocalProcessLauncher.class);

	private final JavaCommand command;

	private final Charset outputCharset = NativeCharsets.ofOutput();

	/**
	 * Create a launcher.
	 * @param command the command line of the workers
	 */
	public LocalProcessLauncher(JavaCommand command) {
		this.command = command;
	}

	@Override
	public LaunchedWorker launch(LaunchRequest request) {
		LaunchChecks.check(request, this.command.executable());
		WorkerSinks sinks = WorkerSinks.open(request, this.outputCharset);
		try {
			return launch(request, sinks);
		}
		catch (RuntimeException | Error ex) {
			sinks.close();
			throw ex;
		}
	}

	private LaunchedWorker launch(LaunchRequest request, WorkerSinks sinks) {
		ArgumentFile argumentFile = this.command.argumentFileFor(request);
		try {
			return launch(request, sinks, argumentFile);
		}
		catch (RuntimeException | Error ex) {
			if (argumentFile != null) {
				argumentFile.delete();
			}
			throw ex;
		}
	}

	private LaunchedWorker launch(LaunchRequest request, WorkerSinks sinks, @Nullable ArgumentFile argumentFile) {
		List<String> command = this.command.commandFor(request, argumentFile);
		Process process = start(request, command);
		if (logger.isDebugEnabled()) {
			logger.debug("Started worker '%s' as process %d: %s".formatted(request.workerName(), process.pid(),
					String.join(" ", MaskedCommand.of(command))));
		}
		try {
			LocalWorker worker = new LocalWorker(request, process, command, argumentFile, sinks, this.outputCharset);
			worker.serve();
			return worker;
		}
		catch (RuntimeException | Error ex) {
			// Out of threads or of memory: nobody would ever see the process again
			process.destroyForcibly();
			throw failure(request, "its input and output could not be served (" + ex + ")", ex);
		}
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
