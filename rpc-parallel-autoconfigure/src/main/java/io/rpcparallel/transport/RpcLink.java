package io.rpcparallel.transport;

import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.messaging.rsocket.RSocketRequester;
import org.springframework.messaging.rsocket.RSocketStrategies;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.protocol.Deadline;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ReplyException;

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
	default Mono<Reply> request(int function, byte @Nullable [] body) {
		return request(function, body, null);
	}

	/**
	 * Send a request with a deadline when subscribed to. The other side is told how much
	 * time remains until then, and may not answer any more after it.
	 * @param function the number of the function
	 * @param body the encoded query, or {@code null} for {@code null}
	 * @param deadline when the call is to have ended, or {@code null} for no deadline
	 * @return the reply, or an error if the link ended first
	 */
	default Mono<Reply> request(int function, byte @Nullable [] body, @Nullable Deadline deadline) {
		return request(function, body, deadline, null);
	}

	/**
	 * Send a request with headers when subscribed to.
	 * @param function the number of the function
	 * @param body the encoded query, or {@code null} for {@code null}
	 * @param deadline when the call is to have ended, or {@code null} for no deadline
	 * @param headers what goes with it, or {@code null} for nothing
	 * @return the reply, or an error if the link ended first
	 */
	Mono<Reply> request(int function, byte @Nullable [] body, @Nullable Deadline deadline, byte @Nullable [] headers);

	/**
	 * Send a request for a stream when subscribed to. Demand and cancellation reach the
	 * other side.
	 * @param function the number of the function
	 * @param body the encoded query, or {@code null} for {@code null}
	 * @return the elements; ends with a {@link ReplyException} if the other side says
	 * why, and with another error if the link ended first
	 */
	default Flux<byte[]> stream(int function, byte @Nullable [] body) {
		return stream(function, body, null);
	}

	/**
	 * Send a request with headers for a stream when subscribed to.
	 * @param function the number of the function
	 * @param body the encoded query, or {@code null} for {@code null}
	 * @param headers what goes with it, or {@code null} for nothing
	 * @return the elements; ends like {@link #stream(int, byte[])}
	 */
	Flux<byte[]> stream(int function, byte @Nullable [] body, byte @Nullable [] headers);

	/**
	 * Send a message when subscribed to.
	 * @param function the number of the function
	 * @param body the encoded message, or {@code null} for {@code null}
	 * @param headers what goes with it, or {@code null} for nothing
	 * @return completes when it is handed to the connection
	 */
	Mono<Void> send(int function, byte @Nullable [] body, byte @Nullable [] headers);

	/**
	 * Send a request with a stream when subscribed to.
	 * @param function the number of the function
	 * @param body the encoded query, or {@code null} for {@code null}
	 * @param updates the elements to send, requested as the other side does; an error
	 * should be a {@link ReplyException}
	 * @param senders where elements leave that are ready together
	 * @param deadline when the answer is to have come, or {@code null} for no deadline
	 * @param headers what goes with it, or {@code null} for nothing
	 * @return the elements of the answer; ends like {@link #stream(int, byte[])}
	 */
	Flux<byte[]> channel(int function, byte @Nullable [] body, Publisher<byte[]> updates, Executor senders,
			@Nullable Deadline deadline, byte @Nullable [] headers);

	/**
	 * Return a requester for requests of other protocols on the same connection.
	 * @param strategies the codecs of the application
	 * @return the requester
	 */
	RSocketRequester requester(RSocketStrategies strategies);

	/**
	 * Live on however long the other side is silent, since somebody else decides what
	 * that means. Without this, the link ends when the other side has been silent for the
	 * time-out of heartbeats.
	 */
	void outlastSilence();

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
