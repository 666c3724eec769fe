package io.rpcparallel.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.rpcparallel.WorkerStartException;

/**
 * Explains a worker that did not start while the application itself was starting.
 */
class WorkerStartFailureAnalyzer extends AbstractFailureAnalyzer<WorkerStartException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, WorkerStartException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				"Read the worker's last lines above: a worker is this same application, started again without web server and runners. 'rpc-parallel.launch.stdout' and 'rpc-parallel.launch.stderr' set to 'inherit' show all it prints.",
				cause);
	}

}
