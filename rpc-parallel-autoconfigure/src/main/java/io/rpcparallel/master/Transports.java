package io.rpcparallel.master;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.transport.RpcTransport;

/**
 * The transports of a master, made when they are first needed: one for calls, whose
 * threads may run something of the application, and one for what keeps track of workers.
 */
class Transports {

	private final Supplier<RpcTransport> factory;

	private final Object monitor = new Object();

	private boolean closed;

	private @Nullable RpcTransport calls;

	private @Nullable RpcTransport control;

	Transports(Supplier<RpcTransport> factory) {
		this.factory = factory;
	}

	RpcTransport calls() {
		synchronized (this.monitor) {
			if (this.calls == null) {
				this.calls = make();
			}
			return this.calls;
		}
	}

	RpcTransport control() {
		synchronized (this.monitor) {
			if (this.control == null) {
				this.control = make();
			}
			return this.control;
		}
	}

	private RpcTransport make() {
		RpcTransport transport = this.factory.get();
		if (this.closed) {
			// It says so to who uses it
			transport.close();
		}
		return transport;
	}

	void close() {
		List<RpcTransport> made = new ArrayList<>();
		synchronized (this.monitor) {
			this.closed = true;
			if (this.calls != null) {
				made.add(this.calls);
			}
			if (this.control != null) {
				made.add(this.control);
			}
		}
		Closing.all(made.stream().<Runnable>map((transport) -> transport::close).toArray(Runnable[]::new));
	}

}
