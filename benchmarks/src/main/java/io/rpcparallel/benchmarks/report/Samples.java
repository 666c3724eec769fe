package io.rpcparallel.benchmarks.report;

import java.util.List;

/**
 * What several turns have found.
 *
 * @param sorted the values in ascending order, at least one
 */
public record Samples(List<Double> sorted) {

	/**
	 * Sort the values.
	 * @param sorted the values in any order
	 */
	public Samples {
		sorted = sorted.stream().sorted().toList();
	}

	/**
	 * Return the median.
	 * @return the median
	 */
	public double median() {
		int half = this.sorted.size() / 2;
		return (this.sorted.size() % 2 == 1) ? this.sorted.get(half)
				: (this.sorted.get(half - 1) + this.sorted.get(half)) / 2;
	}

	/**
	 * Return the smallest value.
	 * @return the minimum
	 */
	public double min() {
		return this.sorted.get(0);
	}

	/**
	 * Return the largest value.
	 * @return the maximum
	 */
	public double max() {
		return this.sorted.get(this.sorted.size() - 1);
	}

}
