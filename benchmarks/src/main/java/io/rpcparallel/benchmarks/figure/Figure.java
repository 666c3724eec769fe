package io.rpcparallel.benchmarks.figure;

import java.util.Map;
import java.util.Optional;

import io.rpcparallel.benchmarks.Form;
import io.rpcparallel.benchmarks.contender.Contender;

/**
 * Something that is measured, in turns with the other contenders.
 *
 * @param <C> what a contender must be able to do
 */
public abstract class Figure<C extends Contender> {

	private final String name;

	private final Class<C> type;

	/**
	 * Create a figure.
	 * @param name what commands call it
	 * @param type what a contender must be able to do
	 */
	protected Figure(String name, Class<C> type) {
		this.name = name;
		this.type = type;
	}

	/**
	 * Return what commands call it.
	 * @return the name
	 */
	public final String name() {
		return this.name;
	}

	/**
	 * Measure once.
	 * @param contender whom to measure
	 * @param form how much
	 * @return what was found, or empty if the contender has nothing of the kind
	 * @throws Exception if the contender fails
	 */
	public final Optional<Map<Metric, Double>> measure(Contender contender, Form form) throws Exception {
		return this.type.isInstance(contender) ? Optional.of(take(this.type.cast(contender), form)) : Optional.empty();
	}

	/**
	 * Measure once.
	 * @param contender whom to measure
	 * @param form how much
	 * @return what was found
	 * @throws Exception if the contender fails
	 */
	protected abstract Map<Metric, Double> take(C contender, Form form) throws Exception;

	/**
	 * Return how often each contender warms up.
	 * @param form how much is measured
	 * @return the turns that don't count
	 */
	public int warmUps(Form form) {
		return form.warmUps();
	}

	/**
	 * Return how often each contender is measured.
	 * @param form how much is measured
	 * @return the turns that count
	 */
	public int rounds(Form form) {
		return form.rounds();
	}

	/**
	 * Say whether a contender is of no use after it was measured.
	 * @return whether a new one is needed for what follows
	 */
	public boolean isFatal() {
		return false;
	}

}
