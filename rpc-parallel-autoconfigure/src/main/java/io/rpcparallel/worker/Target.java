package io.rpcparallel.worker;

import io.rpcparallel.function.RemoteFunction;
import io.rpcparallel.registry.RegisteredFunction;

/**
 * What is called.
 *
 * @param function the function
 * @param bean what executes it
 * @param state the state it runs against
 */
record Target(RegisteredFunction function, RemoteFunction<?, ?> bean, Object state) {

}
