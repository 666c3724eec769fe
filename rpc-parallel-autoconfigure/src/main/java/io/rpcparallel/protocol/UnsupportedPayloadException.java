package io.rpcparallel.protocol;

/**
 * A type can't be carried by the codec.
 */
public class UnsupportedPayloadException extends RuntimeException {

	private final String action;

	/**
	 * Create an exception for a type.
	 * @param problem what is wrong with it, in a sentence
	 * @param action how to mend it, in a sentence
	 */
	public UnsupportedPayloadException(String problem, String action) {
		super(problem);
		this.action = action;
	}

	/**
	 * Return how to mend it.
	 * @return what to do, in a sentence
	 */
	public String getAction() {
		return this.action;
	}

}
