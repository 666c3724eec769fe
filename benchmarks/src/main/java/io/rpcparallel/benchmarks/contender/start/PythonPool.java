package io.rpcparallel.benchmarks.contender.start;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import io.rpcparallel.benchmarks.contender.Fleet;
import io.rpcparallel.benchmarks.contender.Starts;
import io.rpcparallel.benchmarks.process.LineProcess;

/**
 * Python's {@code ProcessPoolExecutor} with the spawn method.
 */
public final class PythonPool implements Starts {

	private static final String SCRIPT = "pool.py";

	private final LineProcess python;

	/**
	 * Create the contender.
	 * @param directory the directory for its script and log
	 * @throws IOException if there is no {@code python3}
	 */
	public PythonPool(Path directory) throws IOException {
		Path script = directory.resolve(SCRIPT);
		try (InputStream source = Objects.requireNonNull(PythonPool.class.getResourceAsStream(SCRIPT))) {
			Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
		}
		this.python = LineProcess.start(List.of("python3", script.toString()), directory.resolve("python.log"));
	}

	@Override
	public Fleet start(int count) {
		List<Long> pids = Arrays.stream(this.python.ask("start " + count).split(" ")).map(Long::valueOf).toList();
		return new Fleet(pids, () -> this.python.ask("stop"));
	}

	@Override
	public void close() {
		this.python.close();
	}

}
