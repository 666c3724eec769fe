package io.rpcparallel.launch;

/**
 * Splits a stream of bytes after each newline. A line longer than the limit comes in
 * several pieces, so that output without newlines takes no more memory than other output.
 */
final class LineSplitter {

	private final byte[] held;

	private final Consumer consumer;

	private int length;

	LineSplitter(int limit, Consumer consumer) {
		this.held = new byte[limit];
		this.consumer = consumer;
	}

	void accept(byte[] bytes, int count) {
		int start = 0;
		for (int i = 0; i < count; i++) {
			if (bytes[i] == '\n' || this.length + i + 1 - start == this.held.length) {
				pass(bytes, start, i + 1 - start);
				start = i + 1;
			}
		}
		hold(bytes, start, count - start);
	}

	void finish() {
		if (this.length > 0) {
			passHeld();
		}
	}

	private void pass(byte[] bytes, int offset, int count) {
		if (this.length == 0) {
			this.consumer.accept(bytes, offset, count);
			return;
		}
		hold(bytes, offset, count);
		passHeld();
	}

	private void passHeld() {
		int count = this.length;
		this.length = 0;
		this.consumer.accept(this.held, 0, count);
	}

	private void hold(byte[] bytes, int offset, int count) {
		System.arraycopy(bytes, offset, this.held, this.length, count);
		this.length += count;
	}

	/**
	 * Takes a piece of the stream.
	 */
	@FunctionalInterface
	interface Consumer {

		/**
		 * Take a piece, which is valid during the call only.
		 * @param bytes the array the piece is in
		 * @param offset where it starts
		 * @param length its length with its newline, if it has one; never 0
		 */
		void accept(byte[] bytes, int offset, int length);

	}

}
