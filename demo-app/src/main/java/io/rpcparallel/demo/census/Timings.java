package io.rpcparallel.demo.census;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import org.springframework.stereotype.Component;

/**
 * How long workers took, as the meters of the application know it.
 */
@Component
class Timings {

	private final MeterRegistry registry;

	Timings(MeterRegistry registry) {
		this.registry = registry;
	}

	/**
	 * Render the timers of spawns and calls.
	 * @return a table with an empty line after it, or nothing if no worker was used
	 */
	String text() {
		Table table = new Table("Timed", "Times", "Mean", "Total");
		Stream.of("rpc.parallel.spawns", "rpc.parallel.calls")
			.flatMap((meter) -> this.registry.find(meter).timers().stream())
			.filter((timer) -> timer.count() > 0)
			.forEach((timer) -> table.row(name(timer), String.valueOf(timer.count()),
					seconds(timer.mean(TimeUnit.SECONDS)), seconds(timer.totalTime(TimeUnit.SECONDS))));
		return table.isEmpty() ? "" : table + System.lineSeparator();
	}

	private static String name(Timer timer) {
		return timer.getId()
			.getTags()
			.stream()
			.map(Tag::getValue)
			.collect(Collectors.joining(", ", timer.getId().getName() + " (", ")"));
	}

	private static String seconds(double seconds) {
		return String.format(Locale.ROOT, "%.3f s", seconds);
	}

}
