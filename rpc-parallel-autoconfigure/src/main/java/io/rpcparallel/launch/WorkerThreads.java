package io.rpcparallel.launch;

/**
 * Starts the threads that serve the process of a worker.
 */
final class WorkerThreads {

	private WorkerThreads() {
	}

	static Thread start(String workerName, String job, Runnable task) {
		// What thread-locals the launching thread has is nothing that should outlive it
		Thread thread = new Thread(null, task, "rpc-parallel-" + workerName + "-" + job, 0, false);
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

}
