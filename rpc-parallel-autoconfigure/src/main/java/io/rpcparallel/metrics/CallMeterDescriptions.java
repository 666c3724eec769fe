package io.rpcparallel.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;

/**
 * Describes the timers that come from observations of calls, which can't say themselves
 * what they are.
 *
 * @since 0.1.0
 */
public final class CallMeterDescriptions implements MeterFilter {

	private static final String NAME = "rpc.parallel.call";

	@Override
	public Meter.Id map(Meter.Id id) {
		return switch (id.getName()) {
			case NAME -> described(id, "Calls of functions in workers");
			case NAME + ".active" -> described(id, "Calls of functions in workers that go on");
			default -> id;
		};
	}

	private static Meter.Id described(Meter.Id id, String description) {
		return new Meter.Id(id.getName(), Tags.of(id.getTagsAsIterable()), id.getBaseUnit(), description, id.getType());
	}

}
