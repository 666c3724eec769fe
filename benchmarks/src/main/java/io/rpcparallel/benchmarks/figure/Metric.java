package io.rpcparallel.benchmarks.figure;

/**
 * What is told of a contender, in the order of the tables.
 */
public enum Metric {

	/** Median of a blocking call. */
	CALL_P50(Table.CALLS, "int call, one at a time, p50", "µs"),

	/** 99th percentile of a blocking call. */
	CALL_P99(Table.CALLS, "int call, one at a time, p99", "µs"),

	/** Throughput of int calls with 64 outstanding. */
	CALLS_64(Table.CALLS, "int calls, 64 outstanding", "calls/s"),

	/** Throughput of int calls with 256 outstanding. */
	CALLS_256(Table.CALLS, "int calls, 256 outstanding", "calls/s"),

	/** CPU time of the caller for a call, with 64 outstanding. */
	CPU_CALLER(Table.CALLS, "CPU of an int call at 64, caller", "µs"),

	/** CPU time of the worker for a call, with 64 outstanding. */
	CPU_WORKER(Table.CALLS, "CPU of an int call at 64, worker", "µs"),

	/** CPU time of caller and worker for a call, with 64 outstanding. */
	CPU_BOTH(Table.CALLS, "CPU of an int call at 64, both", "µs"),

	/** Allocation of the caller for a call, with 64 outstanding. */
	ALLOCATION_CALLER(Table.CALLS, "allocation of an int call, caller", "bytes"),

	/** Allocation of the worker for a call, with 64 outstanding. */
	ALLOCATION_WORKER(Table.CALLS, "allocation of an int call, worker", "bytes"),

	/** Allocation of caller and worker for a call, with 64 outstanding. */
	ALLOCATION_BOTH(Table.CALLS, "allocation of an int call, both", "bytes"),

	/** Throughput of small echoes. */
	ECHO_SMALL(Table.CALLS, "1 KiB echo, 64 outstanding", "calls/s"),

	/** Throughput of large echoes. */
	ECHO_LARGE(Table.CALLS, "1 MiB echo, 4 outstanding", "MB/s"),

	/** Throughput of a stream from the worker. */
	STREAM_TO_MASTER(Table.CALLS, "stream of ints, worker to master", "elements/s"),

	/** Throughput of a stream to the worker. */
	STREAM_TO_WORKER(Table.CALLS, "stream of ints, master to worker", "elements/s"),

	/** Speed of a function in a worker, beside the master. */
	FUNCTION_SPEED(Table.CALLS, "CPU-bound function in a warm worker, of its speed in the master", "%"),

	/** Wall time from a start to the first answer. */
	START_WALL(Table.PROCESSES, "start to first answer, wall", "ms"),

	/** CPU time of a started process up to its first answer. */
	START_CPU(Table.PROCESSES, "start to first answer, CPU of the child", "s"),

	/** Resident memory of an idle worker. */
	IDLE_RSS(Table.PROCESSES, "idle worker, RSS", "MiB"),

	/** Resident memory of an idle worker, with what it shares divided. */
	IDLE_PSS(Table.PROCESSES, "idle worker, PSS", "MiB"),

	/** Wall time until the last of several processes has answered. */
	AT_ONCE_WALL(Table.PROCESSES, "several started at once, last answer", "s"),

	/** CPU time of one of several that were started at once. */
	AT_ONCE_CPU(Table.PROCESSES, "several started at once, CPU of each", "s"),

	/** From the kill of a worker to the exception of its caller. */
	WORKER_DEATH(Table.PROCESSES, "`kill -9` of the worker to the caller's exception", "ms"),

	/** From the kill of a master to the end of its last worker. */
	MASTER_DEATH(Table.PROCESSES, "`kill -9` of the master to the end of its last worker", "ms");

	private final Table table;

	private final String title;

	private final String unit;

	Metric(Table table, String title, String unit) {
		this.table = table;
		this.title = title;
		this.unit = unit;
	}

	/**
	 * Return the table it is in.
	 * @return the table
	 */
	public Table table() {
		return this.table;
	}

	/**
	 * Return what the table says it is.
	 * @return title and unit
	 */
	public String title() {
		return this.title + ", " + this.unit;
	}

	/**
	 * The tables of a report.
	 */
	public enum Table {

		/** Calls on a worker that is up. */
		CALLS,

		/** Starts and ends of processes. */
		PROCESSES

	}

}
