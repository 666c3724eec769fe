package io.rpcparallel.launch;

import java.io.IOException;
import java.io.InputStream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A sink that never fails and that two streams may share: once its delegate has failed,
 * it says so and throws the rest away, since a worker must not stand still because a disk
 * is full.
 */
final class GuardedSink {

	private static final Log logger = LogFactory.getLog(GuardedSink.class);

	private final String failureMessage;

	private final OutputSink delegate;

	private boolean useless;

	GuardedSink(String failureMessage, OutputSink delegate) {
		this.failureMessage = failureMessage;
		this.delegate = delegate;
	}

	boolean isRaw() {
		return this.delegate.isRaw();
	}

	@Nullable InputStream reader() {
		return this.delegate.reader();
	}

	// Not synchronized, as who writes may be waiting for this
	void processEnded() {
		this.delegate.processEnded();
	}

	synchronized void write(byte[] bytes, int offset, int length) {
		attempt(() -> this.delegate.write(bytes, offset, length));
	}

	synchronized void flush() {
		attempt(this.delegate::flush);
	}

	synchronized void close() {
		attempt(this.delegate::flush);
		this.useless = true;
		try {
			this.delegate.close();
		}
		catch (IOException | RuntimeException | Error ex) {
			logger.debug(this.failureMessage, ex);
		}
	}

	private void attempt(Action action) {
		if (this.useless) {
			return;
		}
		try {
			action.run();
		}
		catch (IOException | RuntimeException | Error ex) {
			// Such as an appender's: nothing else would read what the worker writes
			this.useless = true;
			logger.warn(this.failureMessage + ", the rest is thrown away: " + ex);
		}
	}

	/**
	 * Something done with the delegate.
	 */
	@FunctionalInterface
	private interface Action {

		void run() throws IOException;

	}

}
