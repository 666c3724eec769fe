package io.rpcparallel.test.fault;

/**
 * Whether this is the long form of the tests.
 */
public final class Soak {

	private Soak() {
	}

	/**
	 * Choose how much is done.
	 * @param brief as much as the usual form does
	 * @param soak as much as the long form does
	 */
	public static int choose(int brief, int soak) {
		return Boolean.getBoolean("rpc-parallel.test.soak") ? soak : brief;
	}

}
