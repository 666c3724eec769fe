package io.rpcparallel;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How a worker's process is, as it tells with each heartbeat.
 *
 * @param inFlight how many calls it works on, those that wait included
 * @param queued how many of these wait for their turn
 * @param heapUsed the heap in use, in bytes
 * @param heapMax how large the heap may become, in bytes
 * @param resident the memory that the process has in all, in bytes, or {@code null} where
 * it can't be told
 * @param threads how many threads it has, or {@code null} where it can't be told
 * @param gcTime how long it has collected garbage since its start, or {@code null} while
 * it is young
 * @since 0.1.0
 */
public record VitalSigns(int inFlight, int queued, long heapUsed, long heapMax, @Nullable Long resident,
		@Nullable Integer threads, @Nullable Duration gcTime) {

}
