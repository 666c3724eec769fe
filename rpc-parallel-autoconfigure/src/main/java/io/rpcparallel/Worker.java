package io.rpcparallel;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIncludeProperties;
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
 * @param address where it listens
 * @param secret what a connection has to show to be let in
 * @param rpc the settings of its connections, which clients use too
 * @param <S> the worker's state, which its functions run against
 * @since 0.1.0
 */
// A mapper other than ours must not tell the secret
@JsonIncludeProperties({ "id", "name", "pid", "address" })
public record Worker<S>(UUID id, String name, long pid, WorkerAddress address, String secret, RpcSettings rpc) {

	/**
	 * Create a handle.
	 */
	public Worker {
		Assert.notNull(id, "'id' must not be null");
		Assert.hasText(name, "'name' must not be empty");
		Assert.notNull(address, "'address' must not be null");
		Assert.hasText(secret, "'secret' must not be empty");
		Assert.notNull(rpc, "'rpc' must not be null");
	}

	/**
	 * Describe the worker without its secret.
	 */
	@Override
	public String toString() {
		return "Worker[%s, id=%s, pid=%d, address=%s]".formatted(this.name, this.id, this.pid, this.address);
	}

}
