package io.rpcparallel.registry;

import io.rpcparallel.function.AsyncRpcFunction;
import io.rpcparallel.function.RpcFunction;

/**
 * The kinds of functions, by the interface that declares each.
 */
public enum FunctionKind {

	/**
	 * A function that blocks until it has its result.
	 */
	RPC(RpcFunction.class),

	/**
	 * A function that promises its result.
	 */
	ASYNC_RPC(AsyncRpcFunction.class);

	private final Class<?> type;

	FunctionKind(Class<?> type) {
		this.type = type;
	}

	/**
	 * Return the interface of the kind.
	 * @return the interface, whose type parameters are state, query and result
	 */
	public Class<?> type() {
		return this.type;
	}

}
