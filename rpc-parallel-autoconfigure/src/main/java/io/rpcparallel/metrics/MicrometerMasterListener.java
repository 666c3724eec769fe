package io.rpcparallel.metrics;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.CrashCause;
import io.rpcparallel.master.MasterListener;
import io.rpcparallel.master.SpawnStart;

/**
 * Times spawns as {@code rpc.parallel.spawns} with the tags {@code outcome}
 * ({@code success} or {@code failure}) and {@code start} ({@code cold}, {@code cached} or
 * {@code standby}), and the silence of workers that were heard again as
 * {@code rpc.parallel.silences}, and counts the workers that were lost as
 * {@code rpc.parallel.deaths} with the tag {@code cause}. All of them are there from the
 * start, whatever the number of workers.
 *
 * @since 0.1.0
 */
public final class MicrometerMasterListener implements MasterListener {

	private final MeterRegistry registry;

	private final Map<SpawnStart, Timer> succeeded = new EnumMap<>(SpawnStart.class);

	private final Map<SpawnStart, Timer> failed = new EnumMap<>(SpawnStart.class);

	private final Map<CrashCause, Counter> deaths = new EnumMap<>(CrashCause.class);

	private final Timer silences;

	private final WorkerSlots slots;

	/**
	 * Create a listener.
	 * @param registry where the meters are registered
	 * @param slots has the meters of single workers
	 */
	public MicrometerMasterListener(MeterRegistry registry, WorkerSlots slots) {
		this.registry = registry;
		this.slots = slots;
		for (SpawnStart start : SpawnStart.values()) {
			this.succeeded.put(start, spawns("success", start));
			this.failed.put(start, spawns("failure", start));
		}
		for (CrashCause cause : CrashCause.values()) {
			this.deaths.put(cause, deaths(cause));
		}
		this.silences = Timer.builder("rpc.parallel.silences")
			.description("Time that a worker was silent which was suspected and then heard again")
			.register(registry);
	}

	private Timer spawns(String outcome, SpawnStart start) {
		return Timer.builder("rpc.parallel.spawns")
			.description("Time from the start of a worker's process until the worker is ready, or has failed")
			.tag("outcome", outcome)
			.tag("start", value(start))
			.register(this.registry);
	}

	private Counter deaths(CrashCause cause) {
		return Counter.builder("rpc.parallel.deaths")
			.description("Workers that are gone without having been told to go")
			.baseUnit("workers")
			.tag("cause", value(cause))
			.register(this.registry);
	}

	private static String value(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	@Override
	public void spawned(String workerName, SpawnStart start, Duration time, @Nullable Throwable failure) {
		Timer timer = ((failure != null) ? this.failed : this.succeeded).get(start);
		if (timer != null) {
			timer.record(time);
		}
		this.slots.refresh();
	}

	@Override
	public void standby(String workerName) {
		this.slots.refresh();
	}

	@Override
	public void ended(String workerName, @Nullable CrashCause cause) {
		Counter counter = (cause != null) ? this.deaths.get(cause) : null;
		if (counter != null) {
			counter.increment();
		}
		this.slots.refresh();
	}

	@Override
	public void heardAgain(String workerName, Duration silence) {
		this.silences.record(silence);
	}

}
