package io.rpcparallel;

/**
 * A query, an init argument or a result is larger than
 * {@code rpc-parallel.rpc.max-message-size} allows. It was not sent; the connection lives
 * on. Raise the limit, or send the data in parts.
 *
 * @since 0.1.0
 */
public class MessageTooLargeException extends WorkerException {

	private final String subject;

	private final long size;

	private final long limit;

	/**
	 * Create an exception for a message above the limit.
	 * @param workerName the name of the worker
	 * @param subject what was too large, such as {@code the query of function 'add'}
	 * @param size the size of the encoded message in bytes
	 * @param limit the limit in bytes
	 */
	public MessageTooLargeException(String workerName, String subject, long size, long limit) {
		super(workerName,
				"%s has %,d bytes, more than the limit of %,d bytes for messages from and to worker '%s'. It was not sent. Raise 'rpc-parallel.rpc.max-message-size' or send it in parts"
					.formatted(capitalize(subject), size, limit, workerName),
				null);
		this.subject = subject;
		this.size = size;
		this.limit = limit;
	}

	private static String capitalize(String text) {
		return Character.toUpperCase(text.charAt(0)) + text.substring(1);
	}

	/**
	 * Return what was too large.
	 * @return the message in words, with the function's name
	 */
	public String getSubject() {
		return this.subject;
	}

	/**
	 * Return the size of the message.
	 * @return the size in bytes
	 */
	public long getSize() {
		return this.size;
	}

	/**
	 * Return the limit that was in force.
	 * @return the limit in bytes
	 */
	public long getLimit() {
		return this.limit;
	}

}
