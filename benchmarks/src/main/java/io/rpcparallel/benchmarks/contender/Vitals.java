package io.rpcparallel.benchmarks.contender;

import java.lang.management.ManagementFactory;
import java.util.Arrays;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

/**
 * What a process has used so far.
 *
 * @param cpuNanos CPU time of all its threads, in nanoseconds
 * @param allocatedBytes what its live threads have allocated on the heap
 */
public record Vitals(long cpuNanos, long allocatedBytes) {

	/**
	 * Read what this process has used.
	 * @return processor time and memory of this process
	 */
	public static Vitals ofThisProcess() {
		OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
		ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
		long allocated = Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
			.filter((bytes) -> bytes > 0)
			.sum();
		return new Vitals(system.getProcessCpuTime(), allocated);
	}

	/**
	 * Return what was used since.
	 * @param earlier what was used then
	 * @return the difference
	 */
	public Vitals since(Vitals earlier) {
		return new Vitals(this.cpuNanos - earlier.cpuNanos, this.allocatedBytes - earlier.allocatedBytes);
	}

	/**
	 * Read back what {@link #toString()} has written.
	 * @param text the text
	 * @return the vitals
	 */
	public static Vitals parse(String text) {
		String[] parts = text.split(" ");
		return new Vitals(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
	}

	@Override
	public String toString() {
		return this.cpuNanos + " " + this.allocatedBytes;
	}

}
