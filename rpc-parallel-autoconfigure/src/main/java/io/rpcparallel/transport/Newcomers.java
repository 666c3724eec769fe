package io.rpcparallel.transport;

import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The connections that have not shown their key yet. There are never too many of them:
 * the one that has hesitated longest makes room for the next.
 */
final class Newcomers {

	/**
	 * More than workers that connect at once. Each of them has a thread and 192 KiB.
	 */
	static final int LIMIT = 256;

	private final Set<SocketConnection> connections = new LinkedHashSet<>();

	private final RefusedConnections refused;

	Newcomers(RefusedConnections refused) {
		this.refused = refused;
	}

	void add(SocketConnection connection) {
		SocketConnection oldest = addAndFindExcess(connection);
		if (oldest != null) {
			this.refused.add("it has not shown its key, and makes room for others");
			oldest.dispose();
		}
	}

	private synchronized @Nullable SocketConnection addAndFindExcess(SocketConnection connection) {
		this.connections.add(connection);
		if (this.connections.size() <= LIMIT) {
			return null;
		}
		SocketConnection oldest = this.connections.iterator().next();
		this.connections.remove(oldest);
		return oldest;
	}

	synchronized void remove(SocketConnection connection) {
		this.connections.remove(connection);
	}

}
