package io.rpcparallel.benchmarks.figure;

import java.util.List;
import java.util.function.Predicate;

/**
 * All figures, in the order they are measured.
 */
public final class Figures {

	private static final List<Figure<?>> ALL = List.of(new WarmUp(), new BlockingCall(), new CostOfCalls(),
			new ManyCalls(), new SmallEcho(), new LargeEcho(), new StreamToMaster(), new StreamToWorker(),
			new FunctionSpeed(), new ColdStart(), new StartsAtOnce(), new WorkerDeath());

	private Figures() {
	}

	/**
	 * Return those figures that are wanted, and what must come before them.
	 * @param wanted tells by the name whether a figure is wanted
	 * @return the figures, in the order they are measured
	 */
	public static List<Figure<?>> wanted(Predicate<String> wanted) {
		return ALL.stream()
			.filter((figure) -> wanted.test(figure.name()) || figure.name().equals(WarmUp.NAME))
			.toList();
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
