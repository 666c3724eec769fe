package io.rpcparallel.launch;

/**
 * Finds the text in a line of output.
 */
final class LineText {

	private LineText() {
	}

	/**
	 * Return how long a line is without what ends it.
	 * @param bytes the array the line is in
	 * @param offset where it starts
	 * @param length its length
	 * @return its length without a newline and a carriage return in front of it
	 */
	static int length(byte[] bytes, int offset, int length) {
		int end = offset + length;
		if (end > offset && bytes[end - 1] == '\n') {
			end--;
			if (end > offset && bytes[end - 1] == '\r') {
				end--;
			}
		}
		return end - offset;
	}

}
