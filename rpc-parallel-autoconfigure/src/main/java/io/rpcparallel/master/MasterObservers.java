package io.rpcparallel.master;

import io.rpcparallel.WorkerFailureHandler;

/**
 * Who is told what happens in a master.
 *
 * @param table shows the workers
 * @param listener is told of spawns and calls
 * @param failureHandler is told of failures where a spawn names no handler of its own
 * @param log logs what workers log, if that is to be logged here
 */
public record MasterObservers(WorkerTable table, MasterListener listener, WorkerFailureHandler failureHandler,
		WorkerLogSink log) {

}
