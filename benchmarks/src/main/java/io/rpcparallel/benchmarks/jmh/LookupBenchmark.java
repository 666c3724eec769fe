package io.rpcparallel.benchmarks.jmh;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import io.rpcparallel.registry.RegisteredFunction;
import io.rpcparallel.registry.WorkerFunctionRegistry;

/**
 * What it takes to find the number of a function.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH sets it up
public class LookupBenchmark {

	private WorkerFunctionRegistry registry;

	private Increment function;

	/**
	 * Find what is looked up.
	 * @param application the application
	 */
	@Setup
	public void prepare(ApplicationState application) {
		this.registry = application.bean(WorkerFunctionRegistry.class);
		this.function = application.bean(Increment.class);
	}

	/**
	 * Look the function up.
	 * @return the function
	 */
	@Benchmark
	public @Nullable RegisteredFunction find() {
		return this.registry.find(this.function);
	}

}
