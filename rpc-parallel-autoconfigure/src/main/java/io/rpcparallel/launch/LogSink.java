package io.rpcparallel.launch;

import java.nio.charset.Charset;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Logs output line by line.
 */
final class LogSink implements OutputSink {

	private static final Log logger = LogFactory.getLog("io.rpcparallel.worker.output");

	private final OutputStreamName stream;

	private final String prefix;

	private final Charset charset;

	LogSink(String workerName, OutputStreamName stream, Charset charset) {
		this.stream = stream;
		this.prefix = stream.prefix(workerName);
		this.charset = charset;
	}

	@Override
	public void write(byte[] bytes, int offset, int length) {
		if (this.stream == OutputStreamName.STDOUT) {
			if (logger.isInfoEnabled()) {
				logger.info(message(bytes, offset, length));
			}
		}
		else if (logger.isWarnEnabled()) {
			logger.warn(message(bytes, offset, length));
		}
	}

	private String message(byte[] bytes, int offset, int length) {
		return this.prefix + new String(bytes, offset, LineText.length(bytes, offset, length), this.charset);
	}

}
