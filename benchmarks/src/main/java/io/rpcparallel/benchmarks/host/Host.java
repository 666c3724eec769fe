package io.rpcparallel.benchmarks.host;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.rpcparallel.benchmarks.Form;
import io.rpcparallel.benchmarks.contender.Contender;
import io.rpcparallel.benchmarks.contender.ContenderId;
import io.rpcparallel.benchmarks.contender.Starts;
import io.rpcparallel.benchmarks.figure.Figure;
import io.rpcparallel.benchmarks.figure.Figures;
import io.rpcparallel.benchmarks.figure.Metric;
import io.rpcparallel.benchmarks.process.LineProcess;

/**
 * The calling side: measures contenders on command. Commands and answers are lines, see
 * {@link LineProcess}.
 */
public final class Host {

	private final Factory factory;

	private final Map<ContenderId, Contender> contenders = new EnumMap<>(ContenderId.class);

	/**
	 * Create a host.
	 * @param factory makes contenders
	 */
	public Host(Factory factory) {
		this.factory = factory;
	}

	/**
	 * Execute commands until there are no more.
	 * @param commands the commands
	 * @param answers where answers are written
	 * @throws Exception if commands can't be read or a contender can't be ended
	 */
	public void serve(InputStream commands, PrintStream answers) throws Exception {
		BufferedReader lines = new BufferedReader(new InputStreamReader(commands, StandardCharsets.UTF_8));
		for (String line = lines.readLine(); line != null; line = lines.readLine()) {
			answers.println(LineProcess.MARK + execute(line.split(" ")));
			answers.flush();
		}
		for (Contender contender : this.contenders.values()) {
			contender.close();
		}
	}

	private String execute(String[] command) {
		try {
			ContenderId id = ContenderId.valueOf(command[1]);
			return switch (command[0]) {
				case "measure" -> measure(id, Figures.named(command[2]), Form.valueOf(command[3]));
				case "hold" -> hold(id, Integer.parseInt(command[2]));
				default -> throw new IllegalArgumentException("No such command: " + command[0]);
			};
		}
		catch (Exception ex) {
			ex.printStackTrace();
			return LineProcess.FAILED + ex.toString().replaceAll("\\R", " ");
		}
	}

	private String measure(ContenderId id, Figure<?> figure, Form form) throws Exception {
		Contender contender = contender(id);
		Optional<Map<Metric, Double>> metrics = figure.measure(contender, form);
		if (metrics.isPresent() && figure.isFatal()) {
			this.contenders.remove(id);
			contender.close();
		}
		return metrics.map(Map::entrySet)
			.stream()
			.flatMap(Collection::stream)
			.map((metric) -> metric.getKey() + "=" + metric.getValue())
			.collect(Collectors.joining(" "));
	}

	private String hold(ContenderId id, int count) throws Exception {
		Starts starts = (Starts) contender(id);
		return starts.start(count).pids().stream().map(Object::toString).collect(Collectors.joining(" "));
	}

	private Contender contender(ContenderId id) throws Exception {
		Contender contender = this.contenders.get(id);
		if (contender == null) {
			contender = this.factory.create(id);
			this.contenders.put(id, contender);
		}
		return contender;
	}

	/**
	 * Makes contenders.
	 */
	@FunctionalInterface
	public interface Factory {

		/**
		 * Make a contender that is ready to be measured.
		 * @param id which
		 * @return the contender
		 * @throws Exception if it can't be made
		 */
		Contender create(ContenderId id) throws Exception;

	}

}
