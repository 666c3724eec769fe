package io.rpcparallel.master;

import io.rpcparallel.WorkerFailureHandler;
import io.rpcparallel.call.CallObservations;
import io.rpcparallel.call.StreamElements;

/**
 * Who is told what happens in a master.
 *
 * @param table shows the workers
 * @param listener is told of spawns and of the ends of workers
 * @param calls is told of calls
 * @param elements is told of the elements of streams
 * @param failureHandler is told of failures where a spawn names no handler of its own
 * @param log logs what workers log, if that is to be logged here
 */
public record MasterObservers(WorkerTable table, MasterListener listener, CallObservations calls,
		StreamElements elements, WorkerFailureHandler failureHandler, WorkerLogSink log) {

}
