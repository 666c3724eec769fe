package io.rpcparallel.worker;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The identity and the limits of a worker that is served.
 *
 * @param workerId the worker's id
 * @param workerName the worker's name
 * @param maxMessageSize the size of the largest message in bytes
 * @param concurrency how many calls may run at once
 * @param classLoader the class loader that the functions see as their thread's
 */
public record ServedWorkerSettings(UUID workerId, String workerName, int maxMessageSize, int concurrency,
		@Nullable ClassLoader classLoader) {

}
