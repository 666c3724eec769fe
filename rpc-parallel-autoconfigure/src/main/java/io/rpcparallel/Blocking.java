package io.rpcparallel;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The one place where a caller's thread waits.
 */
final class Blocking {

	private Blocking() {
	}

	@SuppressWarnings("NullAway") // an empty Mono stands for a null result
	static <T extends @Nullable Object> T await(String verb, Mono<T> result) {
		if (Schedulers.isInNonBlockingThread()) {
			throw new IllegalStateException(
					"'%s' waits for a worker and must not be called on thread '%s', which must not block. Use the method that returns a Mono, or move the call to Schedulers.boundedElastic()"
						.formatted(verb, Thread.currentThread().getName()));
		}
		return result.block();
	}

}
