package io.rpcparallel.launch;

import java.io.PrintStream;

/**
 * Writes output to this process's own output as it is.
 */
final class InheritSink implements OutputSink {

	private final OutputStreamName stream;

	InheritSink(OutputStreamName stream) {
		this.stream = stream;
	}

	@Override
	public void write(byte[] bytes, int offset, int length) {
		target().write(bytes, offset, length);
	}

	@Override
	public void flush() {
		target().flush();
	}

	// Looked up each time, as an application may replace it while a worker lives
	private PrintStream target() {
		return (this.stream == OutputStreamName.STDOUT) ? System.out : System.err;
	}

}
