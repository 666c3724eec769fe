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
import org.springframework.util.Assert;

import io.rpcparallel.protocol.PayloadFormat;
import io.rpcparallel.protocol.PayloadFormats;
import io.rpcparallel.registry.PayloadRole;
import io.rpcparallel.registry.RegisteredFunction;
import io.rpcparallel.registry.WorkerFunctionRegistry;

/**
 * What it takes to write and read a typical query.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH sets it up
public class PayloadBenchmark {

	private PayloadFormat format;

	private Reading reading;

	private byte[] bytes;

	/**
	 * Find the format of the query.
	 * @param application the application
	 */
	@Setup
	public void prepare(ApplicationState application) {
		RegisteredFunction function = application.bean(WorkerFunctionRegistry.class)
			.find(application.bean(SendBack.class));
		Assert.state(function != null, "The function is not registered");
		this.format = application.bean(PayloadFormats.class).of(function.payload(PayloadRole.QUERY));
		this.reading = Reading.typical();
		byte[] encoded = this.format.encode(this.reading);
		Assert.state(encoded != null, "A query has bytes");
		this.bytes = encoded;
	}

	/**
	 * Write the query.
	 * @return its bytes
	 */
	@Benchmark
	public byte @Nullable [] encode() {
		return this.format.encode(this.reading);
	}

	/**
	 * Read the query.
	 * @return the query
	 */
	@Benchmark
	public @Nullable Object decode() {
		return this.format.decode(this.bytes);
	}

}
