package io.rpcparallel.transport;

import org.jspecify.annotations.Nullable;

/**
 * An attempt to connect. What comes of it too late is let go of: nobody else would.
 */
final class ConnectAttempt {

	private @Nullable SocketConnection connection;

	private boolean over;

	/**
	 * There is a connection, on which nothing has been said yet.
	 * @param connection the connection, which is ended if nobody waits for it any more
	 */
	void connected(SocketConnection connection) {
		synchronized (this) {
			if (!this.over) {
				this.connection = connection;
				return;
			}
		}
		connection.dispose();
	}

	/**
	 * The attempt has succeeded in time.
	 * @return the connection, which is somebody else's to end from now on
	 */
	synchronized SocketConnection succeeded() {
		SocketConnection made = this.connection;
		if (made == null) {
			throw new IllegalStateException("There is no connection, or nobody waits for it any more");
		}
		this.connection = null;
		return made;
	}

	/**
	 * Nobody waits for the connection any more.
	 */
	void end() {
		SocketConnection made;
		synchronized (this) {
			this.over = true;
			made = this.connection;
			this.connection = null;
		}
		if (made != null) {
			made.dispose();
		}
	}

}
