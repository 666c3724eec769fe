package io.rpcparallel.launch;

import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Keeps the last lines that a worker wrote, those of both streams together. They stay
 * bytes until somebody asks, as hardly anybody does.
 */
final class LastLines {

	private final int capacity;

	private final int longest;

	private final Charset charset;

	private final Deque<Line> lines = new ArrayDeque<>();

	LastLines(int capacity, int longest, Charset charset) {
		this.capacity = capacity;
		this.longest = longest;
		this.charset = charset;
	}

	synchronized void add(String prefix, byte[] bytes, int offset, int length) {
		if (this.lines.size() == this.capacity) {
			this.lines.removeFirst();
		}
		int kept = Math.min(LineText.length(bytes, offset, length), this.longest);
		this.lines.addLast(new Line(prefix, Arrays.copyOfRange(bytes, offset, offset + kept)));
	}

	synchronized List<String> get() {
		return this.lines.stream().map((line) -> line.prefix() + new String(line.bytes(), this.charset)).toList();
	}

	private record Line(String prefix, byte[] bytes) {

	}

}
