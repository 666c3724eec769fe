package io.rpcparallel.worker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.function.AsyncRpcFunction;
import io.rpcparallel.function.RemoteFunction;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.PayloadFormats;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.registry.RegisteredFunction;
import io.rpcparallel.registry.WorkerFunctionRegistry;

/**
 * A worker's state and what executes functions against it. Called on the worker's own
 * threads.
 */
class WorkerInstance {

	private final WorkerFunctionRegistry registry;

	private final PayloadFormats formats;

	private final ControlCodec controlCodec;

	private final int maxMessageSize;

	private final Object state;

	WorkerInstance(WorkerFunctionRegistry registry, PayloadFormats formats, ControlCodec controlCodec,
			int maxMessageSize, Object state) {
		this.registry = registry;
		this.formats = formats;
		this.controlCodec = controlCodec;
		this.maxMessageSize = maxMessageSize;
		this.state = state;
	}

	Reply call(RegisteredFunction function, byte @Nullable [] query) {
		try {
			Object decoded = this.formats.of(function.query()).decode(query);
			Object result = execute(this.registry.bean(function), decoded);
			byte[] encoded = this.formats.of(function.result()).encode(result);
			if (encoded != null && encoded.length > this.maxMessageSize) {
				return new Reply(Reply.Code.TOO_LARGE,
						this.controlCodec.encode(new Reply.TooLarge(encoded.length, this.maxMessageSize)));
			}
			return Reply.value(encoded);
		}
		catch (Throwable ex) {
			// Whatever a function throws is its caller's to know; the worker lives on
			return this.controlCodec.threw(ex);
		}
	}

	@SuppressWarnings({ "unchecked", "NullAway" }) // checked where the call was compiled
	private @Nullable Object execute(RemoteFunction<?, ?> function, @Nullable Object query) throws Throwable {
		if (function instanceof RpcFunction<?, ?, ?> rpc) {
			return ((RpcFunction<Object, @Nullable Object, @Nullable Object>) rpc).call(this.state, query);
		}
		if (function instanceof AsyncRpcFunction<?, ?, ?> async) {
			return await(
					((AsyncRpcFunction<Object, @Nullable Object, Object>) async).call(this.state, query).toFuture());
		}
		throw new IllegalStateException("No way to call " + function.getClass().getName());
	}

	private static @Nullable Object await(CompletableFuture<Object> pending) throws Throwable {
		try {
			return pending.get();
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() != null) ? ex.getCause() : ex;
		}
		finally {
			pending.cancel(true);
		}
	}

	void close() throws Exception {
		if (this.state instanceof AutoCloseable closeable) {
			closeable.close();
		}
	}

}
