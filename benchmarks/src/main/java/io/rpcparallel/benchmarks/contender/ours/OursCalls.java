package io.rpcparallel.benchmarks.contender.ours;

import java.util.Objects;
import java.util.Optional;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerOperations;
import io.rpcparallel.benchmarks.contender.Completion;
import io.rpcparallel.benchmarks.contender.Computing;
import io.rpcparallel.benchmarks.contender.Mortal;
import io.rpcparallel.benchmarks.contender.Streams;
import io.rpcparallel.benchmarks.contender.Vitals;

/**
 * Calls functions on a worker.
 */
class OursCalls extends OursStarts implements Mortal, Streams, Computing {

	private final WorkerConnection<Object> connection;

	OursCalls(WorkerOperations workers, OursFunctions functions) {
		super(workers, functions);
		this.connection = workers.spawn();
	}

	@Override
	public int call(int query) {
		return this.connection.run(functions().increment(), query);
	}

	@Override
	public void submit(int query, Completion completion) {
		this.connection.submit(functions().increment(), query).subscribe(completion::done, completion::failed);
	}

	@Override
	public void echo(byte[] bytes, Completion completion) {
		this.connection.submit(functions().echo(), bytes)
			.subscribe((answer) -> completion.done(answer.length), completion::failed);
	}

	@Override
	public long toMaster(int count) {
		return answer(this.connection.stream(functions().numbers(), count).reduce(0L, Long::sum));
	}

	@Override
	public long toWorker(int count) {
		return answer(this.connection.upload(functions().sum(), 0, Flux.range(0, count)));
	}

	@Override
	public long computeHere(int count) {
		return functions().compute().call(count);
	}

	@Override
	public long computeInWorker(int count) {
		return this.connection.run(functions().compute(), count);
	}

	@Override
	public Vitals workerVitals() {
		return this.connection.run(functions().readVitals(), 0);
	}

	@Override
	public Optional<ProcessHandle> worker() {
		return ProcessHandle.of(this.connection.worker().pid());
	}

	private static <T> T answer(Mono<T> answer) {
		return Objects.requireNonNull(answer.block());
	}

	@Override
	public void close() {
		this.connection.close();
	}

}
