package io.rpcparallel.benchmarks.contender.ours;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;

/**
 * Sends bytes back.
 */
@WorkerFunction
class Echo implements StatelessRpcFunction<byte[], byte[]> {

	@Override
	public byte[] call(byte[] bytes) {
		return bytes;
	}

}
