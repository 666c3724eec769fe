package io.rpcparallel.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.rpcparallel.transport.RefusedConnections;
import io.rpcparallel.transport.Traffic;

/**
 * Counts the connections that were refused, as {@code rpc.parallel.connections.refused},
 * and the bytes of all others, as {@code rpc.parallel.data.received} and
 * {@code rpc.parallel.data.sent}.
 *
 * @since 0.1.0
 */
public final class ConnectionMeters implements MeterBinder {

	private final RefusedConnections refused;

	private final Traffic traffic;

	/**
	 * Create counters.
	 * @param refused counts connections
	 * @param traffic counts bytes
	 */
	public ConnectionMeters(RefusedConnections refused, Traffic traffic) {
		this.refused = refused;
		this.traffic = traffic;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		FunctionCounter.builder("rpc.parallel.connections.refused", this.refused, RefusedConnections::count)
			.description("Connections to this process that were refused, or ended for what they sent")
			.baseUnit("connections")
			.register(registry);
		FunctionCounter.builder("rpc.parallel.data.received", this.traffic, Traffic::received)
			.description("Bytes that came over connections from and to workers")
			.baseUnit("bytes")
			.register(registry);
		FunctionCounter.builder("rpc.parallel.data.sent", this.traffic, Traffic::sent)
			.description("Bytes that went over connections from and to workers")
			.baseUnit("bytes")
			.register(registry);
	}

}
