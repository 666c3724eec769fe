package io.rpcparallel.demo.census;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.stereotype.Component;

/**
 * How long workers took, as the meters of the application know it.
 */
@Component
class Timings {

	// Those that tell something of a census
	private static final List<String> TAGS = List.of("function", "start", "outcome");

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
		Stream.of("rpc.parallel.spawns", "rpc.parallel.call")
			.flatMap((meter) -> this.registry.find(meter).timers().stream())
			.filter((timer) -> timer.count() > 0)
			.forEach((timer) -> table.row(name(timer), String.valueOf(timer.count()),
					seconds(timer.mean(TimeUnit.SECONDS)), seconds(timer.totalTime(TimeUnit.SECONDS))));
		return table.isEmpty() ? "" : table + System.lineSeparator();
	}

	private static String name(Timer timer) {
		return TAGS.stream()
			.map(timer.getId()::getTag)
			.filter(Objects::nonNull)
			.collect(Collectors.joining(", ", timer.getId().getName() + " (", ")"));
	}

	private static String seconds(double seconds) {
		return String.format(Locale.ROOT, "%.3f s", seconds);
	}

}
