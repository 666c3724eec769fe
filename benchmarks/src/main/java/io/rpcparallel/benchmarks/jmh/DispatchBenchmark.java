package io.rpcparallel.benchmarks.jmh;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import io.rpcparallel.Worker;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerTemplate;

/**
 * What a call of a worker in this very process takes: all of a call but the change of
 * processes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH sets it up
public class DispatchBenchmark {

	private WorkerTemplate workers;

	private Worker<Object> worker;

	private WorkerConnection<Object> connection;

	private Increment function;

	/**
	 * Put a worker into this process.
	 * @param application the application
	 */
	@Setup
	public void prepare(ApplicationState application) {
		this.workers = application.bean(WorkerTemplate.class);
		this.worker = this.workers.serve();
		this.connection = this.workers.connect(this.worker);
		this.function = application.bean(Increment.class);
	}

	/**
	 * End the worker.
	 */
	@TearDown
	public void close() {
		this.connection.close();
		this.workers.shutdown(this.worker);
	}

	/**
	 * Call and wait.
	 * @return the answer
	 */
	@Benchmark
	public int call() {
		return this.connection.run(this.function, 1);
	}

}
