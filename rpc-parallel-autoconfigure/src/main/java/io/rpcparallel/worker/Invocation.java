package io.rpcparallel.worker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;

import io.rpcparallel.CallContext;
import io.rpcparallel.call.WorkerObservation;
import io.rpcparallel.function.AsyncRpcFunction;
import io.rpcparallel.function.ChannelFunction;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.UploadFunction;

/**
 * Executes functions on the current thread.
 */
@SuppressWarnings({ "unchecked", "NullAway" }) // typed where their call was compiled
final class Invocation {

	private Invocation() {
	}

	/**
	 * Execute a function and wait for its result.
	 * @param target the function
	 * @param query its query
	 * @param context what it may know of the call
	 * @param observation follows the call
	 * @return its result
	 * @throws Exception what it throws
	 */
	static @Nullable Object result(Target target, @Nullable Object query, CallContext context,
			WorkerObservation observation) throws Exception {
		if (target.bean() instanceof RpcFunction<?, ?, ?> rpc) {
			return ((RpcFunction<Object, Object, Object>) rpc).call(target.state(), query);
		}
		return await(((AsyncRpcFunction<Object, Object, Object>) target.bean()).call(target.state(), query)
			.contextWrite(observation.write(Context.of(CallContext.class, context)))
			.toFuture());
	}

	/**
	 * Execute a function that takes a stream.
	 * @param target the function
	 * @param query its query
	 * @param updates the stream
	 * @return what it answers
	 * @throws Exception what it throws
	 */
	static Flux<Object> answer(Target target, @Nullable Object query, Flux<Object> updates) throws Exception {
		if (target.bean() instanceof UploadFunction<?, ?, ?, ?> upload) {
			return ((UploadFunction<Object, Object, Object, Object>) upload).receive(target.state(), query, updates)
				.flux();
		}
		return ((ChannelFunction<Object, Object, Object, Object>) target.bean()).exchange(target.state(), query,
				updates);
	}

	private static @Nullable Object await(CompletableFuture<Object> pending) throws Exception {
		try {
			return pending.get();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof Error error) {
				throw error;
			}
			throw (ex.getCause() instanceof Exception thrown) ? thrown : ex;
		}
		finally {
			pending.cancel(true);
		}
	}

}
