package io.rpcparallel.launch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.rpcparallel.WorkerOutput;
import io.rpcparallel.WorkerStartException;
import io.rpcparallel.WorkerStreams;

/**
 * Where the two streams of a worker go.
 *
 * @param stdout the sink for the standard output
 * @param stderr the sink for the standard error, which may be the same
 */
record WorkerSinks(GuardedSink stdout, GuardedSink stderr) {

	private static final int PIPE_CAPACITY = 256 * 1024;

	/**
	 * Open what a request asks for.
	 * @param request the request
	 * @param charset the character set of the worker's output
	 * @return the sinks
	 * @throws WorkerStartException if a file cannot be opened; then none is left open
	 */
	static WorkerSinks open(LaunchRequest request, Charset charset) {
		if (request.stdout() instanceof WorkerOutput.ToFile out && request.stderr() instanceof WorkerOutput.ToFile err
				&& isSame(out.file(), err.file())) {
			// Two writers would write over each other
			GuardedSink shared = open(request, new WorkerOutput.ToFile(out.file(), out.append() && err.append()),
					OutputStreamName.STDOUT, charset);
			return new WorkerSinks(shared, shared);
		}
		GuardedSink stdout = open(request, request.stdout(), OutputStreamName.STDOUT, charset);
		try {
			return new WorkerSinks(stdout, open(request, request.stderr(), OutputStreamName.STDERR, charset));
		}
		catch (RuntimeException ex) {
			stdout.close();
			throw ex;
		}
	}

	private static boolean isSame(Path file, Path other) {
		if (real(file).equals(real(other))) {
			return true;
		}
		try {
			return Files.exists(file) && Files.exists(other) && Files.isSameFile(file, other);
		}
		catch (IOException ex) {
			return false;
		}
	}

	// The file itself may not exist yet
	private static Path real(Path file) {
		Path absolute = file.toAbsolutePath().normalize();
		Path folder = absolute.getParent();
		try {
			return (folder != null) ? folder.toRealPath().resolve(absolute.getFileName()) : absolute;
		}
		catch (IOException ex) {
			return absolute;
		}
	}

	private static GuardedSink open(LaunchRequest request, WorkerOutput output, OutputStreamName stream,
			Charset charset) {
		String failureMessage = "The %s of worker '%s' cannot be written to its %s".formatted(stream,
				request.workerName(), (output instanceof WorkerOutput.ToFile file) ? "file " + file.file() : "target");
		return new GuardedSink(failureMessage, sink(request, output, stream, charset));
	}

	private static OutputSink sink(LaunchRequest request, WorkerOutput output, OutputStreamName stream,
			Charset charset) {
		if (output instanceof WorkerOutput.ToFile file) {
			return fileSink(request, file, stream);
		}
		if (output instanceof WorkerOutput.Inherit) {
			return new InheritSink(stream);
		}
		if (output instanceof WorkerOutput.Log) {
			return new LogSink(request.workerName(), stream, charset);
		}
		if (output instanceof WorkerOutput.Pipe) {
			return new OutputPipe(PIPE_CAPACITY);
		}
		return (bytes, offset, length) -> {
		};
	}

	private static OutputSink fileSink(LaunchRequest request, WorkerOutput.ToFile output, OutputStreamName stream) {
		try {
			return new FileSink(output.file(), output.append());
		}
		catch (IOException ex) {
			throw new WorkerStartException(request.workerName(),
					"the file '%s' for its %s cannot be opened (%s); name a file that can be written, in a folder that exists"
						.formatted(output.file().toAbsolutePath(), stream, ex),
					null, List.of(), ex);
		}
	}

	/**
	 * Return what the spawner reads.
	 * @param workerName the name of the worker
	 * @return the streams, or empty if none is piped
	 */
	Optional<WorkerStreams> streams(String workerName) {
		InputStream out = this.stdout.reader();
		InputStream err = this.stderr.reader();
		return (out != null || err != null) ? Optional.of(new PipedStreams(workerName, out, err)) : Optional.empty();
	}

	void processEnded() {
		this.stdout.processEnded();
		this.stderr.processEnded();
	}

	void close() {
		this.stdout.close();
		if (this.stderr != this.stdout) {
			this.stderr.close();
		}
	}

}
