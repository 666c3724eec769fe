package io.rpcparallel.worker;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.VitalSigns;

/**
 * Reads how this process is. Reads little while it is young, as what it needs for more
 * takes time to load.
 */
class VitalSignsReader implements Supplier<VitalSigns> {

	private static final Log logger = LogFactory.getLog(VitalSignsReader.class);

	private static final Path STATUS = Path.of("/proc/self/status");

	private static final int YOUNG = 3;

	private static final int KIB = 1024;

	private final IntSupplier inFlight;

	private final IntSupplier queued;

	private final Path status;

	private int read;

	/**
	 * Create a reader.
	 * @param inFlight tells how much there is to do
	 * @param queued tells how much of that waits
	 */
	VitalSignsReader(IntSupplier inFlight, IntSupplier queued) {
		this(inFlight, queued, STATUS);
	}

	VitalSignsReader(IntSupplier inFlight, IntSupplier queued, Path status) {
		this.inFlight = inFlight;
		this.queued = queued;
		this.status = status;
	}

	@Override
	public VitalSigns get() {
		Runtime runtime = Runtime.getRuntime();
		List<String> status = status();
		Long resident = number("VmRSS:", status);
		Long threads = number("Threads:", status);
		return new VitalSigns(this.inFlight.getAsInt(), this.queued.getAsInt(),
				runtime.totalMemory() - runtime.freeMemory(), runtime.maxMemory(),
				(resident != null) ? resident * KIB : null, (threads != null) ? threads.intValue() : null,
				(this.read++ < YOUNG) ? null : gcTime());
	}

	private static Duration gcTime() {
		return Duration.ofMillis(ManagementFactory.getGarbageCollectorMXBeans()
			.stream()
			.mapToLong(GarbageCollectorMXBean::getCollectionTime)
			.filter((millis) -> millis > 0)
			.sum());
	}

	// Not on all systems
	private List<String> status() {
		if (!Files.isReadable(this.status)) {
			return List.of();
		}
		try {
			return Files.readAllLines(this.status);
		}
		catch (IOException ex) {
			logger.trace("What the system says of this process can't be read", ex);
			return List.of();
		}
	}

	private static @Nullable Long number(String name, List<String> status) {
		return status.stream()
			.filter((line) -> line.startsWith(name))
			.map((line) -> Long.valueOf(line.replaceAll("\\D", "")))
			.findFirst()
			.orElse(null);
	}

}
