package io.rpcparallel;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.messaging.rsocket.RSocketRequester;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.function.ChannelFunction;
import io.rpcparallel.function.OneWayFunction;
import io.rpcparallel.function.RequestResponseFunction;
import io.rpcparallel.function.StateFunction;
import io.rpcparallel.function.StateStream;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.function.UploadFunction;

/**
 * What can be done on an open connection to a worker: functions are called on it. Safe
 * for use by several threads. See {@link WorkerConnection}, and {@link WorkerSession} for
 * a connection with a state of its own.
 *
 * @param <S> the state that functions run against
 * @since 0.1.0
 */
public interface WorkerCalls<S> extends AutoCloseable {

	/**
	 * Return whether functions can be run.
	 * @return {@code false} once the connection was closed here or there, or lost
	 */
	boolean isOpen();

	/**
	 * Run a function in the worker and wait for its result ({@code run}). It has the
	 * deadline of {@link SpawnOptions#withDeadline} or
	 * {@code rpc-parallel.calls.deadline} if there is one.
	 * @param function the function bean
	 * @param query the query
	 * @param <Q> the type of the query
	 * @param <R> the type of the result
	 * @return the result
	 * @throws RemoteFunctionException if the function threw
	 * @throws WorkerTimeoutException if it has a deadline and there is no result in time
	 * @throws WorkerLostException if the worker or the connection ended first
	 * @throws MessageTooLargeException if the query or the result is too large
	 * @throws UnknownFunctionException if the function is no registered bean
	 * @throws IllegalStateException if called on a thread that must not block
	 */
	default <Q extends @Nullable Object, R extends @Nullable Object> R run(
			RequestResponseFunction<? super S, Q, R> function, Q query) {
		return Blocking.await("run", submit(function, query));
	}

	/**
	 * Run a function in the worker when subscribed to, each time anew.
	 * @param function the function bean
	 * @param query the query
	 * @param <Q> the type of the query
	 * @param <R> the type of the result
	 * @return the result to come, empty for {@code null}, or one of the errors of
	 * {@link #run}
	 */
	<Q extends @Nullable Object, R extends @Nullable Object> Mono<R> submit(
			RequestResponseFunction<? super S, Q, R> function, Q query);

	/**
	 * Run a function in the worker and wait for its result, but not for ever. The worker
	 * knows of the deadline: it does not start the function after it, interrupts what
	 * blocks then and cancels what is reactive, also if this process is gone, and is
	 * ended if the call holds a thread of it for longer than
	 * {@code rpc-parallel.worker.deadline-grace}.
	 * @param function the function bean
	 * @param query the query
	 * @param timeout how long the call may take from now on, which is its deadline
	 * @param <Q> the type of the query
	 * @param <R> the type of the result
	 * @return the result
	 * @throws WorkerTimeoutException if there is none in time
	 * @see SpawnOptions#withDeadline(Duration)
	 * @see CallContext#remaining()
	 * @see #run(RequestResponseFunction, Object)
	 */
	default <Q extends @Nullable Object, R extends @Nullable Object> R run(
			RequestResponseFunction<? super S, Q, R> function, Q query, Duration timeout) {
		return Blocking.await("run", submit(function, query, timeout));
	}

	/**
	 * Run a function in the worker when subscribed to, each time anew. Cancelling reaches
	 * the worker: the call leaves its queue, or what blocks in it is interrupted.
	 * @param function the function bean
	 * @param query the query
	 * @param timeout how long the result may take from when it is subscribed to, which is
	 * the deadline of the call
	 * @param <Q> the type of the query
	 * @param <R> the type of the result
	 * @return the result to come, empty for {@code null}, or one of the errors of
	 * {@link #run}, {@link WorkerTimeoutException} among them
	 */
	<Q extends @Nullable Object, R extends @Nullable Object> Mono<R> submit(
			RequestResponseFunction<? super S, Q, R> function, Q query, Duration timeout);

	/**
	 * Call a function that answers with a stream when subscribed to, each time anew.
	 * Demand reaches the producer, and so does cancellation ({@code abort}). The elements
	 * come on the thread that reads the connection, so who subscribes must not block it;
	 * {@code publishOn} moves what blocks to other threads.
	 * @param function the function bean
	 * @param query the query
	 * @param <Q> the type of the query
	 * @param <U> the type of the elements
	 * @return the stream. It completes only if the function's does; if the worker is lost
	 * it ends with a {@link WorkerLostException}
	 */
	<Q extends @Nullable Object, U> Flux<U> stream(StreamFunction<? super S, Q, U> function, Q query);

	/**
	 * Call a function that answers with a snapshot and its updates when subscribed to,
	 * each time anew.
	 * @param function the function bean
	 * @param query the query
	 * @param <Q> the type of the query
	 * @param <V> the type of the snapshot
	 * @param <U> the type of the updates
	 * @return the snapshot, with the updates to subscribe to
	 */
	<Q extends @Nullable Object, V, U> Mono<StateStream<V, U>> state(StateFunction<? super S, Q, V, U> function,
			Q query);

	/**
	 * Tell the worker something. Returns when the message is handed to the connection,
	 * whatever becomes of it; messages of one thread arrive in order.
	 * @param function the function bean
	 * @param message the message
	 * @param <Q> the type of the message
	 * @throws MessageTooLargeException if it is too large
	 * @throws WorkerLostException if the connection has ended
	 * @throws IllegalStateException if called on a thread that must not block
	 */
	default <Q extends @Nullable Object> void send(OneWayFunction<? super S, Q> function, Q message) {
		Blocking.await("send", sendAsync(function, message));
	}

	/**
	 * Tell the worker something when subscribed to.
	 * @param function the function bean
	 * @param message the message
	 * @param <Q> the type of the message
	 * @return completes when the message is handed to the connection
	 */
	<Q extends @Nullable Object> Mono<Void> sendAsync(OneWayFunction<? super S, Q> function, Q message);

	/**
	 * Call a function that takes a stream when subscribed to, each time anew. The source
	 * is requested as the function takes its elements, on threads that may block. If it
	 * fails, the function hears so and may still answer; if it does not, the result is
	 * the source's error. The answer has a deadline as that of {@link #run} has.
	 * @param function the function bean
	 * @param query the query
	 * @param updates the elements for the function
	 * @param <Q> the type of the query
	 * @param <U> the type of the elements
	 * @param <R> the type of the result
	 * @return the result to come, empty for {@code null}. The source may go on after it;
	 * it is cancelled if the function does not take it, if the result is no longer wanted
	 * or if the connection ends
	 */
	<Q extends @Nullable Object, U, R> Mono<R> upload(UploadFunction<? super S, Q, U, R> function, Q query,
			Publisher<? extends U> updates);

	/**
	 * Call a function with a stream each way when subscribed to, each time anew. The
	 * source is treated like that of {@link #upload}.
	 * @param function the function bean
	 * @param query the query
	 * @param updates the elements for the function
	 * @param <Q> the type of the query
	 * @param <U> the type of the elements
	 * @param <R> the type of the answer's elements
	 * @return the answer
	 */
	<Q extends @Nullable Object, U, R> Flux<R> channel(ChannelFunction<? super S, Q, U, R> function, Q query,
			Publisher<? extends U> updates);

	/**
	 * Return a requester for the {@code @MessageMapping} handlers of the application,
	 * which answer in the worker over this connection, by turns with its functions
	 * ({@code of_async_rpc} and its like). Requests have the worker's limits of time and
	 * size but none of this library's exceptions.
	 * @return the requester
	 */
	RSocketRequester requester();

	/**
	 * Return when and why the connection has ended.
	 * @return completes with the reason then, also for later subscribers
	 */
	Mono<CloseReason> closed();

	/**
	 * Close the connection, and wait until a worker that was spawned with it has ended:
	 * it is asked to leave, and killed after {@code rpc-parallel.shutdown-grace}. Does
	 * nothing if the connection is closed already.
	 * @throws IllegalStateException if called on a thread that must not block
	 */
	@Override
	default void close() {
		Blocking.await("close", closeAsync());
	}

	/**
	 * Close the connection without waiting. Starts at once, whether or not it is
	 * subscribed to.
	 * @return completes when {@link #close()} would return
	 */
	Mono<Void> closeAsync();

}
