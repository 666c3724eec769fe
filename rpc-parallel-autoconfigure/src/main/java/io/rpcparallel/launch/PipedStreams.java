package io.rpcparallel.launch;

import java.io.InputStream;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.WorkerStreams;

/**
 * The streams of a worker, of which its spawner reads at least one.
 *
 * @param workerName the name of the worker
 * @param out the standard output, or {@code null} if it is not piped
 * @param err the standard error, or {@code null} if it is not piped
 */
record PipedStreams(String workerName, @Nullable InputStream out, @Nullable InputStream err) implements WorkerStreams {

	@Override
	public InputStream stdout() {
		return require(this.out, OutputStreamName.STDOUT);
	}

	@Override
	public InputStream stderr() {
		return require(this.err, OutputStreamName.STDERR);
	}

	private InputStream require(@Nullable InputStream input, OutputStreamName stream) {
		if (input == null) {
			throw new IllegalStateException(
					"The %s of worker '%s' is not piped. Spawn it with WorkerOutput.pipe() for it".formatted(stream,
							this.workerName));
		}
		return input;
	}

}
