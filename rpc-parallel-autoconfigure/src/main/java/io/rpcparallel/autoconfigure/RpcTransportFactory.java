package io.rpcparallel.autoconfigure;

import java.util.function.Supplier;

import io.rpcparallel.transport.RpcTransport;

/**
 * Makes transports when they are needed: an application that spawns nothing has none.
 */
@FunctionalInterface
interface RpcTransportFactory extends Supplier<RpcTransport> {

}
