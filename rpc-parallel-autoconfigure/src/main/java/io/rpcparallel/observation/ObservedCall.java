package io.rpcparallel.observation;

import java.util.UUID;

import io.rpcparallel.registry.FunctionKind;
import io.rpcparallel.registry.RegisteredFunction;

/**
 * The call that an observation is about.
 *
 * @param functionName the bean name of the function
 * @param kind the kind of the function
 * @param workerName the name of the worker
 * @param workerId the id of the worker
 * @since 0.1.0
 */
public record ObservedCall(String functionName, FunctionKind kind, String workerName, UUID workerId) {

	static ObservedCall of(RegisteredFunction function, String workerName, UUID workerId) {
		return new ObservedCall(function.name(), function.kind(), workerName, workerId);
	}

}
