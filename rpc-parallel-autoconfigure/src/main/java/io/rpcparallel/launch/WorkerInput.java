package io.rpcparallel.launch;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The standard input of a worker: its assignment, then nothing until it is closed, which
 * tells the worker to leave. The assignment is written on a thread of its own, as a pipe
 * takes no more than it holds from a worker that does not read. That thread ends when all
 * is written or nobody holds the other end any more.
 */
final class WorkerInput implements Runnable {

	private static final Log logger = LogFactory.getLog(WorkerInput.class);

	private final OutputStream stream;

	private final byte[] assignment;

	private boolean written;

	private boolean closed;

	WorkerInput(OutputStream stream, byte[] assignment) {
		this.stream = stream;
		this.assignment = assignment;
	}

	@Override
	public void run() {
		try {
			DataOutputStream data = new DataOutputStream(this.stream);
			data.writeInt(this.assignment.length);
			data.write(this.assignment);
			data.flush();
		}
		catch (IOException ex) {
			// The process has ended, which its exit code tells better
			logger.debug("A worker did not take its assignment", ex);
		}
		if (markWritten()) {
			closeStream();
		}
	}

	/**
	 * Close the input, or have it closed once the assignment is written. Never blocks.
	 */
	void close() {
		if (markClosed()) {
			closeStream();
		}
	}

	private synchronized boolean markWritten() {
		this.written = true;
		return this.closed;
	}

	private synchronized boolean markClosed() {
		boolean first = !this.closed;
		this.closed = true;
		// While it is being written to, closing the stream would wait for that
		return first && this.written;
	}

	private void closeStream() {
		try {
			this.stream.close();
		}
		catch (IOException ex) {
			logger.debug("A worker's input was closed already", ex);
		}
	}

}
