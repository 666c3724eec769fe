package io.rpcparallel.process;

import java.nio.charset.Charset;

/**
 * How a worker marks the lines of its standard output that only repeat what it logs. Its
 * master has that otherwise, or is not to have it, and keeps such lines for nothing but
 * the report of a crash: what was printed is there whatever happens to the worker next.
 */
public final class EchoedLine {

	// No text has that in it, and it is the same in all character sets of systems
	private static final String MARK = "\u001e\u0002";

	private EchoedLine() {
	}

	/**
	 * Mark lines.
	 * @param text the lines, without a newline at the end
	 * @param charset how they are written
	 * @return the bytes to print
	 */
	public static byte[] bytes(String text, Charset charset) {
		return (MARK + text.replace("\r", "").replace("\n", "\n" + MARK) + "\n").getBytes(charset);
	}

	/**
	 * Return how much of a line was printed by others, such as a prompt that ends no
	 * line. What follows is the mark and what is marked.
	 * @param bytes the array the line is in
	 * @param offset where it starts
	 * @param length its length
	 * @return the length of what is in front of the mark, that of the line if it has none
	 */
	public static int printedLength(byte[] bytes, int offset, int length) {
		for (int i = 0; i <= length - MARK.length(); i++) {
			if (bytes[offset + i] == MARK.charAt(0) && bytes[offset + i + 1] == MARK.charAt(1)) {
				return i;
			}
		}
		return length;
	}

	/**
	 * Return how long the mark itself is.
	 * @return its length in bytes
	 */
	public static int markLength() {
		return MARK.length();
	}

}
