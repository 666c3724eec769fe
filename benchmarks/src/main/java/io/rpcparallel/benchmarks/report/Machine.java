package io.rpcparallel.benchmarks.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import com.sun.management.OperatingSystemMXBean;

/**
 * The machine this runs on.
 */
public final class Machine {

	private static final double GIB = 1L << 30;

	private Machine() {
	}

	/**
	 * Describe the machine.
	 * @return system, processor, cores and memory
	 */
	public static String describe() {
		OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
		return String.format(Locale.ROOT, "%s %s, %s, %d cores, %.0f GiB", system.getName(), system.getVersion(),
				processor(system), system.getAvailableProcessors(), system.getTotalMemorySize() / GIB);
	}

	/**
	 * Return how busy the machine was in the last minute.
	 * @return the load average
	 */
	public static String load() {
		double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
		return (load >= 0) ? Report.number(load) : "unknown";
	}

	private static String processor(OperatingSystemMXBean system) {
		try {
			return Files.readAllLines(Path.of("/proc/cpuinfo"))
				.stream()
				.filter((line) -> line.startsWith("model name"))
				.map((line) -> line.substring(line.indexOf(':') + 2))
				.findFirst()
				.orElse(system.getArch());
		}
		catch (IOException ex) {
			return system.getArch();
		}
	}

}
