package io.rpcparallel.benchmarks.contender.start;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.rpcparallel.benchmarks.contender.Fleet;
import io.rpcparallel.benchmarks.contender.Starts;
import io.rpcparallel.benchmarks.process.JavaCommand;
import io.rpcparallel.benchmarks.process.LineProcess;

/**
 * Plain JVMs that say hello: the limit for the start of anything in a JVM.
 */
public final class HelloWorldStarts implements Starts {

	private final Path log;

	/**
	 * Create the contender.
	 * @param log the log file of its processes
	 */
	public HelloWorldStarts(Path log) {
		this.log = log;
	}

	@Override
	public Fleet start(int count) throws Exception {
		List<LineProcess> processes = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			processes.add(LineProcess.start(JavaCommand.ofThisJvm().run(HelloWorld.class), this.log));
		}
		processes.forEach(LineProcess::answer);
		List<Long> pids = processes.stream().map((process) -> process.handle().pid()).toList();
		return new Fleet(pids, () -> processes.forEach(LineProcess::close));
	}

	@Override
	public void close() {
		// Nothing outlives a measurement
	}

}
