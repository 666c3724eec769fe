package io.rpcparallel.test.fault;

/**
 * Whether this is the long form of the tests.
 */
public final class Soak {

	private static final int REPEATS = Integer.getInteger("rpc-parallel.test.repeats", 1);

	private Soak() {
	}

	/**
	 * Return how often each class of the tests of faults runs.
	 */
	public static int repeats() {
		return REPEATS;
	}

	/**
	 * Choose how often something is done in each repeat of its class.
	 * @param brief how often it is in the usual form
	 * @param soak how often it is in all repeats of the long form together, or a bit more
	 */
	public static int chooseForEachRepeat(int brief, int soak) {
		return choose(brief, (soak + REPEATS - 1) / REPEATS);
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
