package io.rpcparallel.transport;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Decides about connections that were signed with the right secret.
 */
@FunctionalInterface
public interface LinkAcceptor {

	/**
	 * Accept or refuse a connection.
	 * @param workerId the worker that the connection is about
	 * @param link the connection, to learn when it ends
	 * @return what answers its requests, or {@code null} to refuse it
	 */
	@Nullable RequestHandler accept(UUID workerId, RpcLink link);

}
