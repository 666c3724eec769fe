package io.rpcparallel.benchmarks.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.rpcparallel.benchmarks.contender.ContenderId;
import io.rpcparallel.benchmarks.figure.Metric;

/**
 * All that was measured on one JDK.
 */
public final class Results {

	private final String jdk;

	private final Map<Metric, Map<ContenderId, List<Double>>> values = new EnumMap<>(Metric.class);

	private final List<String> failures = new ArrayList<>();

	/**
	 * Create results.
	 * @param jdk name and version of the JDK
	 */
	public Results(String jdk) {
		this.jdk = jdk;
	}

	/**
	 * Return the JDK.
	 * @return its name and version
	 */
	public String jdk() {
		return this.jdk;
	}

	/**
	 * Add what one turn has found.
	 * @param contender who was measured
	 * @param metric what was measured
	 * @param value the value
	 */
	public void add(ContenderId contender, Metric metric, double value) {
		this.values.computeIfAbsent(metric, (key) -> new EnumMap<>(ContenderId.class))
			.computeIfAbsent(contender, (key) -> new ArrayList<>())
			.add(value);
	}

	/**
	 * Add that a contender has failed.
	 * @param failure which, at what, and why
	 */
	public void addFailure(String failure) {
		this.failures.add(failure);
	}

	/**
	 * Return what has failed.
	 * @return a sentence for each failure
	 */
	public List<String> failures() {
		return List.copyOf(this.failures);
	}

	/**
	 * Return what was found.
	 * @param contender who was measured
	 * @param metric what was measured
	 * @return the values, or empty if there are none
	 */
	public Optional<Samples> samples(ContenderId contender, Metric metric) {
		return Optional.ofNullable(this.values.getOrDefault(metric, Map.of()).get(contender)).map(Samples::new);
	}

}
