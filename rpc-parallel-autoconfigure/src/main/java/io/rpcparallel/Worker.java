package io.rpcparallel;

import java.net.InetSocketAddress;
import java.util.UUID;

import org.springframework.util.Assert;

/**
 * A handle of a worker server: who it is and where it listens. Holding it is enough to
 * connect to the worker, since it carries the secret that the worker asks for; give it
 * only to whom you trust with the worker. Corresponds to {@code Worker.t} of
 * {@code rpc_parallel}.
 *
 * @param id the identity, which tells this worker from any other that may have its
 * address one day
 * @param name the name in logs and messages
 * @param pid the process id of the process that serves it
 * @param host the host it listens on
 * @param port the port it listens on
 * @param secret what a connection has to show to be let in
 * @param rpc the settings of its connections, which clients use too
 * @param <S> the worker's state, which its functions run against
 * @since 0.1.0
 */
public record Worker<S>(UUID id, String name, long pid, String host, int port, String secret, RpcSettings rpc) {

	/**
	 * Create a handle.
	 */
	public Worker {
		Assert.notNull(id, "'id' must not be null");
		Assert.hasText(name, "'name' must not be empty");
		Assert.hasText(host, "'host' must not be empty");
		Assert.hasText(secret, "'secret' must not be empty");
		Assert.notNull(rpc, "'rpc' must not be null");
	}

	/**
	 * Return where the worker listens.
	 * @return the address
	 */
	public InetSocketAddress address() {
		return new InetSocketAddress(this.host, this.port);
	}

	/**
	 * Describe the worker without its secret.
	 */
	@Override
	public String toString() {
		return "Worker[%s, id=%s, pid=%d, address=%s:%d]".formatted(this.name, this.id, this.pid, this.host, this.port);
	}

}
