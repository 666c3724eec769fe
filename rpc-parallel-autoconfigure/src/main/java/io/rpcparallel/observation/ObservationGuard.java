package io.rpcparallel.observation;

import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Keeps calls from failing since somebody who observes them does. The log tells of it
 * once, as calls are many.
 */
final class ObservationGuard {

	private static final Log logger = LogFactory.getLog(ObservationGuard.class);

	private final AtomicBoolean told = new AtomicBoolean();

	void failed(String functionName, Throwable failure) {
		String message = "A call of '%s' could not be observed".formatted(functionName);
		if (this.told.compareAndSet(false, true)) {
			logger.warn(message + ". If this happens again, it is logged at debug", failure);
		}
		else {
			logger.debug(message, failure);
		}
	}

}
