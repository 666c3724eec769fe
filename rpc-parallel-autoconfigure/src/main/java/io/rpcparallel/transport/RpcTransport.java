package io.rpcparallel.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.UUID;

import reactor.core.publisher.Mono;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.protocol.ConnectionSecret;

/**
 * Makes links between processes. What is beneath can be replaced by implementing this.
 * Its threads start when they are first needed and end with {@link #close()}.
 */
public interface RpcTransport extends AutoCloseable {

	/**
	 * The host that servers listen on.
	 */
	String HOST = InetAddress.getLoopbackAddress().getHostAddress();

	/**
	 * Listen on a free port of the loopback address.
	 * @param secret what connections have to show
	 * @param acceptor decides about those that have shown it
	 * @param rpc the settings of the connections
	 * @return the server
	 */
	RpcServer listen(ConnectionSecret secret, LinkAcceptor acceptor, RpcSettings rpc);

	/**
	 * Connect when subscribed to. That the other side has accepted is known from the
	 * first reply only.
	 * @param address where the other side listens
	 * @param secret the secret to show
	 * @param workerId the worker that the connection is about
	 * @param rpc the settings of the other side, which hold for both
	 * @param timeout how long it may take
	 * @return the link
	 */
	Mono<RpcLink> connect(InetSocketAddress address, ConnectionSecret secret, UUID workerId, RpcSettings rpc,
			Duration timeout);

	/**
	 * End all links and threads. Returns when that is done.
	 */
	@Override
	void close();

}
