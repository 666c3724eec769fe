package io.rpcparallel.test;

import java.util.Set;

/**
 * How many sockets a process has for what it says to others.
 */
public record Sockets(int listening, int established) {

	public static Sockets ofThisProcess() {
		Set<String> all = Leftovers.sockets();
		int listening = (int) all.stream()
			.filter((socket) -> socket.contains(":0000 inode") || socket.contains("listening"))
			.count();
		return new Sockets(listening, all.size() - listening);
	}

	public Sockets minus(Sockets others) {
		return new Sockets(this.listening - others.listening, this.established - others.established);
	}

}
