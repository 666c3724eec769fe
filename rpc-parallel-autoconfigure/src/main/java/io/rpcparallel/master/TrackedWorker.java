package io.rpcparallel.master;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * All that a master knows of one of its workers at a moment, and what can be done with
 * it.
 *
 * @param snapshot how it is
 * @param setup what it was told to be, or {@code null} if that is not known
 * @param events what happened to it last, the oldest first
 * @param trail knows what it has left here, or {@code null} while it has no process or if
 * it is lost
 * @param control reaches it, or {@code null} until it is connected or if it is lost
 */
public record TrackedWorker(WorkerSnapshot snapshot, @Nullable WorkerSetup setup, List<WorkerEvent> events,
		@Nullable WorkerTrail trail, @Nullable WorkerControl control) {

}
