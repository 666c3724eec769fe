package io.rpcparallel.benchmarks.contender;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

/**
 * What a process has used so far.
 *
 * @param cpuNanos CPU time of all its threads, in nanoseconds
 * @param allocatedBytes what each of its live threads has allocated on the heap, by the
 * threads' ids
 */
public record Vitals(long cpuNanos, Map<Long, Long> allocatedBytes) {

	/**
	 * Read what this process has used.
	 * @return processor time and memory of this process
	 */
	public static Vitals ofThisProcess() {
		OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
		ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
		long[] ids = threads.getAllThreadIds();
		long[] allocated = threads.getThreadAllocatedBytes(ids);
		Map<Long, Long> bytes = new TreeMap<>();
		for (int i = 0; i < ids.length; i++) {
			if (allocated[i] >= 0) {
				bytes.put(ids[i], allocated[i]);
			}
		}
		return new Vitals(system.getProcessCpuTime(), bytes);
	}

	/**
	 * Return the CPU time since.
	 * @param earlier what was used then
	 * @return nanoseconds
	 */
	public long cpuNanosSince(Vitals earlier) {
		return this.cpuNanos - earlier.cpuNanos;
	}

	/**
	 * Return what was allocated since.
	 * @param earlier what was used then
	 * @return bytes, or nothing if a thread has ended since, whose part nobody knows
	 */
	public OptionalLong allocatedBytesSince(Vitals earlier) {
		if (!this.allocatedBytes.keySet().containsAll(earlier.allocatedBytes.keySet())) {
			return OptionalLong.empty();
		}
		return OptionalLong.of(total() - earlier.total());
	}

	private long total() {
		return this.allocatedBytes.values().stream().mapToLong(Long::longValue).sum();
	}

	/**
	 * Read back what {@link #toString()} has written.
	 * @param text the text
	 * @return the vitals
	 */
	public static Vitals parse(String text) {
		String[] parts = text.split(" ");
		Map<Long, Long> bytes = Arrays.stream(parts)
			.skip(1)
			.map((part) -> part.split(":"))
			.collect(Collectors.toMap((part) -> Long.valueOf(part[0]), (part) -> Long.valueOf(part[1])));
		return new Vitals(Long.parseLong(parts[0]), bytes);
	}

	@Override
	public String toString() {
		return this.cpuNanos + this.allocatedBytes.entrySet()
			.stream()
			.map((thread) -> " " + thread.getKey() + ":" + thread.getValue())
			.collect(Collectors.joining());
	}

}
