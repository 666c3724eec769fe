package io.rpcparallel.worker;

import java.time.Duration;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.WorkerAddress;

/**
 * The identity and the limits of a worker that is served.
 *
 * @param workerId the worker's id
 * @param workerName the worker's name
 * @param address where it is to listen
 * @param rpc the settings of its connections
 * @param concurrency how many calls may run at once
 * @param deadlineGrace how long a call may hold a thread after its deadline
 * @param classLoader the class loader that the functions see as their thread's
 */
public record ServedWorkerSettings(UUID workerId, String workerName, WorkerAddress address, RpcSettings rpc,
		int concurrency, Duration deadlineGrace, @Nullable ClassLoader classLoader) {

}
