package io.rpcparallel.worker;

import io.rpcparallel.protocol.WorkerAssignment;
import io.rpcparallel.protocol.WorkerExitCode;
import io.rpcparallel.transport.RpcTransport;

/**
 * What this process serves.
 *
 * @param assignment what it was told
 * @param server what serves it
 * @param master the link to its master
 * @param transport what connections come over
 */
record ServedProcess(WorkerAssignment assignment, WorkerServer server, MasterLink master, RpcTransport transport) {

	EndingTime endingTime(MasterLoss masterLoss) {
		return new EndingTime(this.assignment.settings().orphanGrace(), masterLoss);
	}

	// Let nobody in any more, and leave no socket: neither its own nor that of a
	// master that was killed
	void leave(WorkerExitCode code) {
		this.server.closeListener();
		if (code == WorkerExitCode.ORPHANED || !this.master.isOpen()) {
			this.transport.sweep(this.assignment.masterAddress());
		}
	}

}
