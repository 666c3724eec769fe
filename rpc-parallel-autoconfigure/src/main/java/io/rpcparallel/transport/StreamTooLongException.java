package io.rpcparallel.transport;

/**
 * A stream has more elements than a connection can carry for it.
 */
public class StreamTooLongException extends IllegalStateException {

	StreamTooLongException(long limit) {
		super("A stream has at most %,d elements, and this one has no end before that. Put several values into one element, or call the function again from time to time"
			.formatted(limit));
	}

}
