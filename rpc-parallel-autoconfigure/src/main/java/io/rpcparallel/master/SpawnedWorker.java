package io.rpcparallel.master;

import java.util.UUID;

import io.rpcparallel.launch.LaunchedWorker;
import io.rpcparallel.protocol.Registration;
import io.rpcparallel.transport.RpcLink;

/**
 * A worker that has come to life.
 *
 * @param workerId its id
 * @param name its name
 * @param registration what it said of itself
 * @param process its process
 * @param link the connection that initialised it
 */
record SpawnedWorker(UUID workerId, String name, Registration registration, LaunchedWorker process, RpcLink link) {

}
