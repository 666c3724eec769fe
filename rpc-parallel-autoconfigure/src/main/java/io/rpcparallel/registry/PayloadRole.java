package io.rpcparallel.registry;

/**
 * What a payload of a function is to it.
 */
public enum PayloadRole {

	/**
	 * What the caller asks.
	 */
	QUERY("query"),

	/**
	 * What comes back: a result, the elements of a stream, or a snapshot.
	 */
	RESULT("result"),

	/**
	 * The elements of the other stream of a kind that has one.
	 */
	UPDATE("update");

	private final String word;

	PayloadRole(String word) {
		this.word = word;
	}

	@Override
	public String toString() {
		return this.word;
	}

}
