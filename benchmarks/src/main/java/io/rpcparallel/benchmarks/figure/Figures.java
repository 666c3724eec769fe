package io.rpcparallel.benchmarks.figure;

import java.util.List;

/**
 * All figures, in the order they are measured.
 */
public final class Figures {

	private static final List<Figure<?>> ALL = List.of(new BlockingCall(), new CostOfCalls(), new ManyCalls(),
			new SmallEcho(), new LargeEcho(), new StreamToMaster(), new StreamToWorker(), new ColdStart(),
			new StartsAtOnce(), new WorkerDeath());

	private Figures() {
	}

	/**
	 * Return all figures.
	 * @return the figures
	 */
	public static List<Figure<?>> all() {
		return ALL;
	}

	/**
	 * Find a figure.
	 * @param name its name
	 * @return the figure
	 */
	public static Figure<?> named(String name) {
		return ALL.stream().filter((figure) -> figure.name().equals(name)).findFirst().orElseThrow();
	}

}
