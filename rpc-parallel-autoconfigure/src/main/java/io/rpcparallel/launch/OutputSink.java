package io.rpcparallel.launch;

import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

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
	 * Return whether output is taken as it comes rather than line by line.
	 * @return {@code true} for pieces of any length that end anywhere
	 */
	default boolean isRaw() {
		return false;
	}

	/**
	 * Return where the output can be read again.
	 * @return the stream to read, or {@code null} if it cannot be
	 */
	default @Nullable InputStream reader() {
		return null;
	}

	/**
	 * Learn that the process has ended, so that little more will come. May be called
	 * while another thread is in one of the other methods.
	 */
	default void processEnded() {
	}

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
