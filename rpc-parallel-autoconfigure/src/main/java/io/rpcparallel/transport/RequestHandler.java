package io.rpcparallel.transport;

import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import io.rpcparallel.protocol.Deadline;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ReplyException;

/**
 * Answers the requests of one link. Must not block. A failure is a reply or, in a stream,
 * a {@link ReplyException}; any other error ends in one without a description.
 */
@FunctionalInterface
public interface RequestHandler {

	/**
	 * Answer a request.
	 * @param function the number of the function
	 * @param body the encoded query, or {@code null} for {@code null}
	 * @return the reply to come
	 */
	Mono<Reply> handle(int function, byte @Nullable [] body);

	/**
	 * Answer a request that may have a deadline and headers.
	 * @param function the number of the function
	 * @param body the encoded query, or {@code null} for {@code null}
	 * @param deadline after which nobody waits for the reply, or {@code null} if there is
	 * no such time; may have passed already
	 * @param headers what has come with it, or {@code null} for nothing
	 * @return the reply to come
	 */
	default Mono<Reply> handle(int function, byte @Nullable [] body, @Nullable Deadline deadline,
			byte @Nullable [] headers) {
		return handle(function, body);
	}

	/**
	 * Answer a request with a stream.
	 * @param function the number of the function
	 * @param body the encoded query, or {@code null} for {@code null}
	 * @param headers what has come with it, or {@code null} for nothing
	 * @return the encoded elements
	 */
	default Flux<byte[]> stream(int function, byte @Nullable [] body, byte @Nullable [] headers) {
		return Flux.error(refusal());
	}

	/**
	 * Take a message.
	 * @param function the number of the function
	 * @param body the encoded message, or {@code null} for {@code null}
	 * @param headers what has come with it, or {@code null} for nothing
	 */
	default void take(int function, byte @Nullable [] body, byte @Nullable [] headers) {
	}

	/**
	 * Answer a request that comes with a stream.
	 * @param function the number of the function
	 * @param body the encoded query, or {@code null} for {@code null}
	 * @param updates the encoded elements of the other side's stream
	 * @param deadline after which nobody waits for the answer, or {@code null} if there
	 * is no such time; may have passed already
	 * @param headers what has come with it, or {@code null} for nothing
	 * @return the encoded elements of the answer
	 */
	default Flux<byte[]> channel(int function, byte @Nullable [] body, Flux<byte[]> updates,
			@Nullable Deadline deadline, byte @Nullable [] headers) {
		return Flux.error(refusal());
	}

	/**
	 * Return where requests are handled that are not of our protocol.
	 * @return the threads for them, or {@code null} to refuse them
	 */
	default @Nullable Scheduler foreignRequests() {
		return null;
	}

	/**
	 * Return where elements of streams leave that are ready together.
	 * @return the threads for it, which may be the caller's
	 */
	default Executor senders() {
		return Runnable::run;
	}

	private static ReplyException refusal() {
		return new ReplyException(new Reply(Reply.Code.REFUSED, null));
	}

}
