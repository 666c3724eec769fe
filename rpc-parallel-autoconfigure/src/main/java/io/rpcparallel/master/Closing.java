package io.rpcparallel.master;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Closes several things so that none is left out, whatever happens to the others and to
 * the thread.
 */
final class Closing {

	private static final Log logger = LogFactory.getLog(Closing.class);

	private Closing() {
	}

	static void all(Runnable... steps) {
		// An interrupt would end the waiting for processes that are being killed
		boolean interrupted = Thread.interrupted();
		for (Runnable step : steps) {
			try {
				step.run();
			}
			catch (RuntimeException | Error ex) {
				// Such as a class that can't be loaded any more
				logger.warn("Something could not be closed", ex);
			}
			interrupted |= Thread.interrupted();
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

}
