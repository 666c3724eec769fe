package io.rpcparallel.worker;

import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.rpcparallel.protocol.ReplyException;

/**
 * Tells the log of messages that a worker has not taken, as nobody waits for an answer
 * that could say so.
 */
class UntakenMessages {

	private static final Log logger = LogFactory.getLog(UntakenMessages.class);

	private final String workerName;

	private final AtomicBoolean toldTooLate = new AtomicBoolean();

	UntakenMessages(String workerName) {
		this.workerName = workerName;
	}

	void dropped(int function, Throwable failure) {
		// A client of this application's version sends no such message
		logger.warn("A message for function number %d was not taken: %s".formatted(function,
				(failure instanceof ReplyException ended) ? ended.reply().code() : failure));
	}

	void tooLate(int function) {
		if (this.toldTooLate.compareAndSet(false, true)) {
			logger.warn(
					"Worker '%s' is to end and takes no further messages, of which this one for function number %d is the first"
						.formatted(this.workerName, function));
		}
	}

}
