package io.rpcparallel.autoconfigure;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.rpcparallel.WorkerFailure;
import io.rpcparallel.WorkerFailureHandler;

/**
 * The failure handler of spawns that name no other: logs.
 */
class LoggingFailureHandler implements WorkerFailureHandler {

	private static final Log logger = LogFactory.getLog(LoggingFailureHandler.class);

	@Override
	public void onFailure(WorkerFailure failure) {
		logger.error("Worker '%s' (id %s, pid %d): %s".formatted(failure.worker().name(), failure.worker().id(),
				failure.worker().pid(), failure.description()), failure.cause());
	}

}
