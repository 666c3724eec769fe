package io.rpcparallel.benchmarks;

import java.time.Duration;

/**
 * How much is measured.
 */
public enum Form {

	/**
	 * A few calls of everything, to see that it works.
	 */
	SMOKE(10, 10, 0, 1, 1_000, 1_000, 1, 1, 1),

	/**
	 * Under three minutes on the JDK that runs it.
	 */
	SHORT(3_000, 300, 1, 3, 100_000, 50_000, 2, 4, 4),

	/**
	 * For release notes, on every JDK.
	 */
	LONG(20_000, 2_000, 1, 5, 2_000_000, 1_000_000, 10, 20, 10);

	private final Duration warmUp;

	private final Duration window;

	private final int warmUps;

	private final int rounds;

	private final int elementsToMaster;

	private final int elementsToWorker;

	private final int startRounds;

	private final int startsAtOnce;

	private final int orphans;

	Form(int warmUpMillis, int windowMillis, int warmUps, int rounds, int elementsToMaster, int elementsToWorker,
			int startRounds, int startsAtOnce, int orphans) {
		this.warmUp = Duration.ofMillis(warmUpMillis);
		this.window = Duration.ofMillis(windowMillis);
		this.warmUps = warmUps;
		this.rounds = rounds;
		this.elementsToMaster = elementsToMaster;
		this.elementsToWorker = elementsToWorker;
		this.startRounds = startRounds;
		this.startsAtOnce = startsAtOnce;
		this.orphans = orphans;
	}

	/**
	 * Return how long calls are made before anything is measured.
	 * @return the time for each contender
	 */
	public Duration warmUp() {
		return this.warmUp;
	}

	/**
	 * Return how long calls are made before the next contender's turn.
	 * @return the measuring window
	 */
	public Duration window() {
		return this.window;
	}

	/**
	 * Return how long a started process is left alone before its memory is read.
	 * @return the time
	 */
	public Duration idle() {
		return this.window.multipliedBy(2);
	}

	/**
	 * Return how many turns of each contender are not counted.
	 * @return the turns of warming up
	 */
	public int warmUps() {
		return this.warmUps;
	}

	/**
	 * Return how many turns of each contender are counted.
	 * @return the turns
	 */
	public int rounds() {
		return this.rounds;
	}

	/**
	 * Return how many ints a stream from the worker has.
	 * @return the number of elements
	 */
	public int elementsToMaster() {
		return this.elementsToMaster;
	}

	/**
	 * Return how many ints a stream to the worker has.
	 * @return the number of elements
	 */
	public int elementsToWorker() {
		return this.elementsToWorker;
	}

	/**
	 * Return how often processes are started or killed.
	 * @return the turns of each contender
	 */
	public int startRounds() {
		return this.startRounds;
	}

	/**
	 * Return how many processes are started at once.
	 * @return the number of processes
	 */
	public int startsAtOnce() {
		return this.startsAtOnce;
	}

	/**
	 * Return how many workers a master has when it is killed.
	 * @return the number of workers
	 */
	public int orphans() {
		return this.orphans;
	}

}
