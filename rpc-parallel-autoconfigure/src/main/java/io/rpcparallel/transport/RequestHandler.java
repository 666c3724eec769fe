package io.rpcparallel.transport;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.rpcparallel.protocol.Reply;

/**
 * Answers the requests of one link. Must not block, and must not end in an error: a
 * failure is a reply too.
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

}
