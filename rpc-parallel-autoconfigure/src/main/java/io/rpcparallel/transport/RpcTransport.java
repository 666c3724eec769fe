package io.rpcparallel.transport;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;

import reactor.core.publisher.Mono;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.protocol.ConnectionSecret;

/**
 * Makes links between processes. What is beneath can be replaced by implementing this.
 * Its threads start when they are first needed and end with {@link #close()}.
 */
public interface RpcTransport extends AutoCloseable {

	/**
	 * Return where something new of this machine can listen, here or in a process that is
	 * told.
	 * @return an address that nothing else is given
	 */
	WorkerAddress reserve();

	/**
	 * Remove what may be left of who listened on an address and has ended.
	 * @param address an address that was reserved here
	 */
	void release(WorkerAddress address);

	/**
	 * Remove what a process has left that listened on an address, if it was killed.
	 * @param address an address that was reserved by that process for itself
	 */
	void sweep(WorkerAddress address);

	/**
	 * Listen on an address, or on another of this machine where that is impossible.
	 * @param address an address that was reserved for it
	 * @param secrets gives what a connection that names a worker has to be signed with
	 * @param acceptor decides about those that are
	 * @param rpc the settings of the connections
	 * @return the server
	 */
	RpcServer listen(WorkerAddress address, Function<UUID, ConnectionSecret> secrets, LinkAcceptor acceptor,
			RpcSettings rpc);

	/**
	 * Connect when subscribed to. That the other side has accepted is known from the
	 * first reply only.
	 * @param address where the other side listens
	 * @param secret the secret to sign the connection with
	 * @param workerId the worker that the connection is about
	 * @param rpc the settings of the other side, which hold for both
	 * @param timeout how long it may take
	 * @return the link
	 */
	Mono<RpcLink> connect(WorkerAddress address, ConnectionSecret secret, UUID workerId, RpcSettings rpc,
			Duration timeout);

	/**
	 * End all links and threads. Returns when that is done.
	 */
	@Override
	void close();

}
