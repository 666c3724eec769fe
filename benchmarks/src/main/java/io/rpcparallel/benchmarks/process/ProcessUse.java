package io.rpcparallel.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What the operating system knows about other processes.
 */
public final class ProcessUse {

	private static final double KIB_PER_MIB = 1024;

	private ProcessUse() {
	}

	/**
	 * Return the CPU time of a process.
	 * @param pid its id
	 * @return seconds, user and system together, or zero if they are not known
	 */
	public static double cpuSeconds(long pid) {
		Duration duration = ProcessHandle.of(pid)
			.flatMap((process) -> process.info().totalCpuDuration())
			.orElse(Duration.ZERO);
		return duration.toNanos() / 1e9;
	}

	/**
	 * Return the memory of a process, as Linux counts it.
	 * @param pid its id
	 * @param counter {@code Rss} for all resident memory, {@code Pss} for its share of it
	 * @return the size in MiB, or empty if it is not known
	 */
	public static OptionalDouble memory(long pid, String counter) {
		try {
			return Files.readAllLines(Path.of("/proc/%d/smaps_rollup".formatted(pid)))
				.stream()
				.filter((line) -> line.startsWith(counter + ":"))
				.mapToDouble((line) -> Long.parseLong(line.replaceAll("\\D", "")) / KIB_PER_MIB)
				.findFirst();
		}
		catch (IOException ex) {
			return OptionalDouble.empty();
		}
	}

	/**
	 * Say whether a process has ended. One that nobody has reaped yet counts as ended.
	 * @param pid its id
	 * @return whether it has ended
	 */
	public static boolean hasEnded(long pid) {
		try {
			String stat = Files.readString(Path.of("/proc/%d/stat".formatted(pid)));
			return stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
		}
		catch (IOException ex) {
			return ProcessHandle.of(pid).isEmpty();
		}
	}

}
