package io.rpcparallel.launch;

import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the last lines that a worker wrote, those of each stream, so that many of one
 * don't push out the few of the other that tell what went wrong. They stay bytes until
 * somebody asks, as hardly anybody does.
 */
final class LastLines {

	private final int capacity;

	private final int longest;

	private final Charset charset;

	private final Map<String, Deque<Line>> lines = new HashMap<>();

	private long count;

	LastLines(int capacity, int longest, Charset charset) {
		this.capacity = capacity;
		this.longest = longest;
		this.charset = charset;
	}

	synchronized void add(String prefix, byte[] bytes, int offset, int length) {
		Deque<Line> stream = this.lines.computeIfAbsent(prefix, (key) -> new ArrayDeque<>());
		if (stream.size() == this.capacity) {
			stream.removeFirst();
		}
		int kept = Math.min(LineText.length(bytes, offset, length), this.longest);
		stream.addLast(new Line(this.count++, prefix, Arrays.copyOfRange(bytes, offset, offset + kept)));
	}

	synchronized List<String> get() {
		return this.lines.values()
			.stream()
			.flatMap(Deque::stream)
			.sorted(Comparator.comparingLong(Line::number))
			.map((line) -> line.prefix() + new String(line.bytes(), this.charset))
			.toList();
	}

	private record Line(long number, String prefix, byte[] bytes) {

	}

}
