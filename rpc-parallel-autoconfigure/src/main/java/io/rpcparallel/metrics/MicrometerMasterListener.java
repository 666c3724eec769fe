package io.rpcparallel.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.master.CallOutcome;
import io.rpcparallel.master.MasterListener;
import io.rpcparallel.registry.RegisteredFunction;

/**
 * Times spawns as {@code rpc.parallel.spawns} with the tag {@code outcome}
 * ({@code success} or {@code failure}), and calls as {@code rpc.parallel.calls} with the
 * tags {@code function}, {@code kind} and {@code outcome}, and the silence of workers
 * that were heard again as {@code rpc.parallel.silences}. There are as many timers as
 * there are functions and outcomes, whatever the number of workers.
 *
 * @since 0.1.0
 */
public final class MicrometerMasterListener implements MasterListener {

	private final MeterRegistry registry;

	private final Timer succeeded;

	private final Timer failed;

	private final Timer silences;

	// By the names of functions. Neither a tag nor a lambda is made when a call ends
	private final Map<String, FunctionTimers> calls = new ConcurrentHashMap<>();

	/**
	 * Create a listener.
	 * @param registry where the timers are registered
	 */
	public MicrometerMasterListener(MeterRegistry registry) {
		this.registry = registry;
		this.succeeded = spawns("success");
		this.failed = spawns("failure");
		this.silences = Timer.builder("rpc.parallel.silences")
			.description("Time that a worker was silent which was suspected and then heard again")
			.register(registry);
	}

	private Timer spawns(String outcome) {
		return Timer.builder("rpc.parallel.spawns")
			.description("Time from the start of a worker's process until the worker is ready, or has failed")
			.tag("outcome", outcome)
			.register(this.registry);
	}

	@Override
	public void spawned(String workerName, Duration time, @Nullable Throwable failure) {
		((failure != null) ? this.failed : this.succeeded).record(time);
	}

	@Override
	public void heardAgain(String workerName, Duration silence) {
		this.silences.record(silence);
	}

	@Override
	public void called(RegisteredFunction function, Duration time, CallOutcome outcome) {
		FunctionTimers timers = this.calls.get(function.name());
		if (timers == null) {
			timers = this.calls.computeIfAbsent(function.name(), (name) -> new FunctionTimers(this.registry, function));
		}
		timers.of(outcome).record(time);
	}

}
