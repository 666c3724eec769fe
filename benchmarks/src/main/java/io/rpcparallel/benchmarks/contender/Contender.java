package io.rpcparallel.benchmarks.contender;

import java.io.IOException;

/**
 * One of those that are compared: ours, or a peer. What it can do is in the interfaces
 * that extend this one.
 */
public interface Contender extends AutoCloseable {

	@Override
	void close() throws IOException;

}
