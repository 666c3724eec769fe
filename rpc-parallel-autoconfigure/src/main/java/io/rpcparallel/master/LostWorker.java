package io.rpcparallel.master;

import java.time.Instant;

import io.rpcparallel.CrashReport;

/**
 * A worker that was lost.
 *
 * @param time when it was
 * @param report why, and what is known of its end
 */
public record LostWorker(Instant time, CrashReport report) {

}
