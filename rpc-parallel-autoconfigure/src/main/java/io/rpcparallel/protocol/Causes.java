package io.rpcparallel.protocol;

import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What has led to a failure. Failures are application code too, so that there may be no
 * end to their causes, and to ask for one may fail.
 */
public final class Causes {

	private Causes() {
	}

	/**
	 * List a failure and its causes.
	 * @param failure the failure
	 * @param most how many to list
	 * @return the failure, its cause, the cause of that and so on
	 */
	public static Stream<Throwable> of(Throwable failure, int most) {
		return Stream.iterate(failure, Objects::nonNull, Causes::next).limit(most);
	}

	static @Nullable Throwable next(Throwable failure) {
		try {
			return failure.getCause();
		}
		catch (RuntimeException | Error ex) {
			// Whatever it is, it is another failure than the one that is looked at
			return null;
		}
	}

}
