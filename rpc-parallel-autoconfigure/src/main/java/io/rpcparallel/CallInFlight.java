package io.rpcparallel;

import org.springframework.util.Assert;

/**
 * A call that had no answer when its worker was lost.
 *
 * @param functionName the bean name of the function
 * @param progress how far it had got
 * @since 0.1.0
 */
public record CallInFlight(String functionName, Progress progress) {

	/**
	 * Create a call.
	 * @throws IllegalArgumentException if something is missing
	 */
	public CallInFlight {
		Assert.hasText(functionName, "'functionName' must not be empty");
		Assert.notNull(progress, "'progress' must not be null");
	}

	/**
	 * How far a call had got when its worker was lost.
	 */
	public enum Progress {

		/**
		 * The function was not executed, so that it can be called again elsewhere.
		 */
		NOT_STARTED,

		/**
		 * The worker may have executed the function in part or whole.
		 */
		UNKNOWN

	}

}
