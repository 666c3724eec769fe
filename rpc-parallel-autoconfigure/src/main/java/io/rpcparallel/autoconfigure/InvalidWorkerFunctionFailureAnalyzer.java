package io.rpcparallel.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.rpcparallel.registry.InvalidWorkerFunctionException;

/**
 * Explains a {@code @WorkerFunction} or {@code WorkerType} bean that can't work.
 */
class InvalidWorkerFunctionFailureAnalyzer extends AbstractFailureAnalyzer<InvalidWorkerFunctionException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidWorkerFunctionException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.getAction(), cause);
	}

}
