package io.rpcparallel.benchmarks.contender.raw;

/**
 * What a client of the raw socket asks for, told by the first int of a request.
 */
final class RawRequest {

	static final int CALL = 0;

	static final int ECHO = 1;

	static final int TO_MASTER = 2;

	static final int TO_WORKER = 3;

	private RawRequest() {
	}

}
