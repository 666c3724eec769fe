package io.rpcparallel.protocol;

/**
 * A stream that ends with a reply which is no value: what the other side threw, or why it
 * can't go on. Travels in the stream's error frame.
 */
public class ReplyException extends RuntimeException {

	private final Reply reply;

	/**
	 * Create an exception.
	 * @param reply why the stream ends
	 */
	public ReplyException(Reply reply) {
		super("The stream ended with " + reply.code(), null, false, false);
		this.reply = reply;
	}

	/**
	 * Return why the stream ended.
	 * @return a reply that is no value
	 */
	public Reply reply() {
		return this.reply;
	}

}
