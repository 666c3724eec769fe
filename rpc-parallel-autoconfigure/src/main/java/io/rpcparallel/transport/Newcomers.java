package io.rpcparallel.transport;

import java.util.LinkedHashSet;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The connections that have not shown their key yet. There are never too many of them:
 * the one that has hesitated longest makes room for the next.
 */
final class Newcomers {

	private static final Log logger = LogFactory.getLog(Newcomers.class);

	/**
	 * More than workers that connect at once. Each of them has a thread and 192 KiB.
	 */
	static final int LIMIT = 256;

	private final Set<SocketConnection> connections = new LinkedHashSet<>();

	void add(SocketConnection connection) {
		SocketConnection oldest = addAndFindExcess(connection);
		if (oldest != null) {
			logger.debug("A connection that has not shown its key makes room for another one");
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
