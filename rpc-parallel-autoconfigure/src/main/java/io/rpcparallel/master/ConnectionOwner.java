package io.rpcparallel.master;

import java.util.Optional;

import reactor.core.publisher.Mono;

import io.rpcparallel.CallInFlight;
import io.rpcparallel.CloseReason;
import io.rpcparallel.WorkerStreams;

/**
 * What a connection stands for: knows how it ends, and why it has ended.
 */
interface ConnectionOwner {

	/**
	 * End the connection and what belongs to it. Starts at once.
	 * @return completes when it is done
	 */
	Mono<Void> close();

	/**
	 * Return when and why the connection has ended.
	 * @return completes with the reason then
	 */
	Mono<CloseReason> closed();

	/**
	 * Return the output of the worker's process that is piped to who owns it.
	 * @return the streams to read, or empty if none is piped
	 */
	default Optional<WorkerStreams> streams() {
		return Optional.empty();
	}

	/**
	 * Explain why a call has no answer.
	 * @param call the call, and how far it may have got
	 * @param failure the failure of the link
	 * @param <T> what the call was to answer
	 * @return an error that explains it
	 */
	<T> Mono<T> lost(CallInFlight call, Throwable failure);

}
