package io.rpcparallel.launch;

import java.io.IOException;

/**
 * Takes what a worker writes, line by line.
 */
@FunctionalInterface
interface OutputSink {

	/**
	 * Take a line or a piece of one.
	 * @param bytes the array the line is in
	 * @param offset where it starts
	 * @param length its length with what ends it
	 * @throws IOException if it cannot be handed on
	 */
	void write(byte[] bytes, int offset, int length) throws IOException;

	/**
	 * Hand on what was taken so far.
	 * @throws IOException if it cannot be handed on
	 */
	default void flush() throws IOException {
	}

	/**
	 * Hand on what was taken so far and let go of whatever the sink holds.
	 * @throws IOException if it cannot be handed on
	 */
	default void close() throws IOException {
	}

}
