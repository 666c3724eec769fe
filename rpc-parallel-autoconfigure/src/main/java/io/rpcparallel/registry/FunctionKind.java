package io.rpcparallel.registry;

import java.util.List;
import java.util.Locale;

import io.rpcparallel.function.AsyncRpcFunction;
import io.rpcparallel.function.ChannelFunction;
import io.rpcparallel.function.OneWayFunction;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StateFunction;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.function.UploadFunction;

/**
 * The kinds of functions, by the interface that declares each.
 */
public enum FunctionKind {

	/**
	 * A function that blocks until it has its result.
	 */
	RPC(RpcFunction.class, PayloadRole.QUERY, PayloadRole.RESULT),

	/**
	 * A function that promises its result.
	 */
	ASYNC_RPC(AsyncRpcFunction.class, PayloadRole.QUERY, PayloadRole.RESULT),

	/**
	 * A function that answers with a stream.
	 */
	STREAM(StreamFunction.class, PayloadRole.QUERY, PayloadRole.RESULT),

	/**
	 * A function that answers with a snapshot and its updates.
	 */
	STATE(StateFunction.class, PayloadRole.QUERY, PayloadRole.RESULT, PayloadRole.UPDATE),

	/**
	 * A function that does not answer.
	 */
	ONE_WAY(OneWayFunction.class, PayloadRole.QUERY),

	/**
	 * A function that takes a stream.
	 */
	UPLOAD(UploadFunction.class, PayloadRole.QUERY, PayloadRole.UPDATE, PayloadRole.RESULT),

	/**
	 * A function with a stream each way.
	 */
	CHANNEL(ChannelFunction.class, PayloadRole.QUERY, PayloadRole.UPDATE, PayloadRole.RESULT);

	private final Class<?> type;

	private final List<PayloadRole> payloads;

	FunctionKind(Class<?> type, PayloadRole... payloads) {
		this.type = type;
		this.payloads = List.of(payloads);
	}

	/**
	 * Return the interface of the kind.
	 * @return the interface, whose type parameters are the state and then the payloads
	 */
	public Class<?> type() {
		return this.type;
	}

	/**
	 * Return the word for the kind in meters and endpoints.
	 * @return the word, such as {@code async-rpc}
	 */
	public String tag() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Return what the type parameters after the state are.
	 * @return the payloads, in the order of the type parameters
	 */
	public List<PayloadRole> payloads() {
		return this.payloads;
	}

}
