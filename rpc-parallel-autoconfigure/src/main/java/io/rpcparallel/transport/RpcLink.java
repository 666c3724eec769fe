package io.rpcparallel.transport;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.rpcparallel.protocol.Reply;

/**
 * An authenticated connection to another process, on which requests go by number.
 */
public interface RpcLink {

	/**
	 * Send a request when subscribed to.
	 * @param function the number of the function
	 * @param body the encoded query, or {@code null} for {@code null}
	 * @return the reply, or an error if the link ended first
	 */
	Mono<Reply> request(int function, byte @Nullable [] body);

	/**
	 * Return whether requests can be sent.
	 * @return {@code false} once the link has ended
	 */
	boolean isOpen();

	/**
	 * Return when the link has ended, for whatever reason.
	 * @return completes then, also for later subscribers, and never with an error
	 */
	Mono<Void> onClose();

	/**
	 * End the link. Pending requests end with an error.
	 */
	void close();

}
