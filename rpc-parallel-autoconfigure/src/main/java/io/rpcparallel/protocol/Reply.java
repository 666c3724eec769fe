package io.rpcparallel.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What a request is answered with.
 *
 * @param code what the body is
 * @param body the encoded body, or {@code null} for {@code null}
 */
public record Reply(Code code, byte @Nullable [] body) {

	/**
	 * Answer with a value.
	 * @param body the encoded value, or {@code null} for {@code null}
	 * @return the reply
	 */
	public static Reply value(byte @Nullable [] body) {
		return new Reply(Code.VALUE, body);
	}

	/**
	 * Answer that the function is not executed, since the worker ends.
	 * @return the reply
	 */
	public static Reply notStarted() {
		return new Reply(Code.NOT_STARTED, null);
	}

	/**
	 * What the body of a reply is. The position is the number on the wire.
	 */
	public enum Code {

		/**
		 * The result, in the function's result format.
		 */
		VALUE,

		/**
		 * A {@link ThrowableData}: the function threw.
		 */
		THREW,

		/**
		 * A {@link TooLarge}: the result was not sent.
		 */
		TOO_LARGE,

		/**
		 * A {@link ThrowableData}: there is no such function, or not yet.
		 */
		REFUSED,

		/**
		 * Nothing: the worker ends, and the turn of the call had not come.
		 */
		NOT_STARTED

	}

	/**
	 * A result above the limit.
	 *
	 * @param size the size of the encoded result in bytes
	 * @param limit the limit in bytes
	 */
	public record TooLarge(long size, long limit) {

	}

}
