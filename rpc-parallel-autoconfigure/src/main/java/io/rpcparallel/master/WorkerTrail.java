package io.rpcparallel.master;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.WorkerLogRecord;
import io.rpcparallel.launch.LaunchedWorker;

/**
 * What is known here of a worker without asking it, from the start of its process on: how
 * that was started, and what it has said last.
 */
public final class WorkerTrail {

	private final WorkerMonitor monitor;

	private final @Nullable LaunchedWorker process;

	/**
	 * Create a trail.
	 * @param monitor hears of the worker
	 * @param process its process, or {@code null} if it is served in this one
	 */
	WorkerTrail(WorkerMonitor monitor, @Nullable LaunchedWorker process) {
		this.monitor = monitor;
		this.process = process;
	}

	/**
	 * Return the command line of the worker, in which secrets are masked.
	 * @return the executable and its arguments; empty if it is served in this process
	 */
	public List<String> command() {
		return (this.process != null) ? this.process.command() : List.of();
	}

	/**
	 * Return what the worker's process has printed last.
	 * @return the last lines; empty if it is served in this process
	 */
	public List<String> lastLines() {
		return (this.process != null) ? this.process.lastLines() : List.of();
	}

	/**
	 * Return what the worker has logged last, as far as it has arrived here.
	 * @return the last records; empty if it is served in this process
	 */
	public List<WorkerLogRecord> lastRecords() {
		return this.monitor.lastRecords();
	}

}
