package io.rpcparallel.autoconfigure;

import java.time.Duration;

import io.rpcparallel.bootstrap.ParkedWorker;
import io.rpcparallel.protocol.WorkerAssignment;
import io.rpcparallel.protocol.WorkerExitCode;
import io.rpcparallel.worker.WorkerProcess;

/**
 * Shows a worker process to the bootstrap.
 */
class ParkedProcess implements ParkedWorker {

	private final WorkerProcess process;

	ParkedProcess(WorkerProcess process) {
		this.process = process;
	}

	@Override
	public WorkerExitCode run(WorkerAssignment assignment) {
		return this.process.run(assignment);
	}

	@Override
	public void end(WorkerExitCode code) {
		this.process.end(code);
	}

	@Override
	public void closed() {
		this.process.closed();
	}

	@Override
	public Duration orphanTime(boolean masterGone) {
		return this.process.orphanTime(masterGone);
	}

	@Override
	public boolean outlivesMaster() {
		return this.process.outlivesMaster();
	}

}
