package io.rpcparallel.worker;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.management.JMException;
import javax.management.ObjectName;

import io.rpcparallel.protocol.HeapHistogram;
import io.rpcparallel.protocol.HeapHistogram.HeapClass;

/**
 * Has the JVM count the objects of its heap, and reads what it writes.
 */
final class HeapReader {

	private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";

	/**
	 * All objects, as counting only the live ones would collect garbage first.
	 */
	private static final String[] OPTIONS = { "-all" };

	private static final int MOST_CLASSES = 50;

	private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");

	private static final Pattern TOTAL = Pattern.compile("Total\\s+(\\d+)\\s+(\\d+)\\s*");

	private HeapReader() {
	}

	/**
	 * Count. Nothing else runs in this process meanwhile.
	 * @return the histogram
	 * @throws IllegalStateException if this JVM can't do it
	 */
	static HeapHistogram read() {
		try {
			Object text = ManagementFactory.getPlatformMBeanServer()
				.invoke(new ObjectName(COMMANDS), "gcClassHistogram", new Object[] { OPTIONS },
						new String[] { String[].class.getName() });
			return parse(String.valueOf(text).lines().toList());
		}
		catch (JMException ex) {
			throw new IllegalStateException("This JVM can't count the objects of its heap: " + ex, ex);
		}
	}

	static HeapHistogram parse(List<String> lines) {
		List<HeapClass> classes = lines.stream()
			.map(LINE::matcher)
			.filter(Matcher::matches)
			.limit(MOST_CLASSES)
			.map((line) -> new HeapClass(line.group(3), Long.parseLong(line.group(1)), Long.parseLong(line.group(2))))
			.toList();
		return lines.stream()
			.map(TOTAL::matcher)
			.filter(Matcher::matches)
			.findFirst()
			.map((line) -> new HeapHistogram(Long.parseLong(line.group(1)), Long.parseLong(line.group(2)), classes))
			.orElseThrow(() -> new IllegalStateException("This JVM counts the objects of its heap in an unknown way"));
	}

}
