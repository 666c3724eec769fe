package io.rpcparallel.demo.census;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs a jar as users do, and watches which processes it starts.
 */
final class DemoProcess {

	private static final Duration TIMEOUT = Duration.ofMinutes(2);

	private final Path jar;

	private final Path folder;

	DemoProcess(Path jar, Path folder) {
		this.jar = jar;
		this.folder = folder;
	}

	/**
	 * Return the jar that the build has repackaged.
	 * @return the fat jar
	 * @throws IOException if the folder can't be listed
	 */
	static Path repackagedJar() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("target"))) {
			return files.filter((file) -> file.getFileName().toString().matches("demo-app-[\\d.]+(-SNAPSHOT)?\\.jar"))
				.findFirst()
				.orElseThrow()
				.toRealPath();
		}
	}

	/**
	 * Run the jar to its end.
	 * @param jvmArgument an argument for its JVM
	 * @param arguments the program arguments
	 * @return what it did
	 * @throws IOException if it can't be started
	 */
	Result run(String jvmArgument, String... arguments) throws IOException {
		File out = Files.createTempFile(this.folder, "out", ".txt").toFile();
		File err = Files.createTempFile(this.folder, "err", ".txt").toFile();
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-XX:+UseSerialGC", "-Drpc-parallel.launch.startup-cache=off", jvmArgument, "-jar",
						this.jar.toString()));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).directory(this.folder.toFile())
			.redirectOutput(out)
			.redirectError(err)
			.start();
		Set<ProcessHandle> descendants = new LinkedHashSet<>();
		try {
			Awaitility.await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(20)).until(() -> {
				process.descendants().forEach(descendants::add);
				return !process.isAlive();
			});
		}
		finally {
			process.destroyForcibly();
		}
		return new Result(process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()),
				descendants);
	}

	/**
	 * Take a census with the jar.
	 * @param workers the number of workers
	 * @param arguments more program arguments
	 * @return what it did
	 * @throws IOException if it can't be started
	 */
	Result census(int workers, String... arguments) throws IOException {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.add("--census.workers=" + workers);
		all.add("--census.output=" + this.folder.resolve("census.json"));
		all.add("--rpc-parallel.launch.jvm-arguments=-XX:TieredStopAtLevel=1,-XX:+UseSerialGC");
		return run("-Xshare:auto", all.toArray(new String[0]));
	}

	/**
	 * Read the result of the last census.
	 * @return the report
	 */
	Report report() {
		return JsonMapper.shared().readValue(this.folder.resolve("census.json"), Report.class);
	}

	/**
	 * What a run did.
	 *
	 * @param exitCode its exit code
	 * @param out what it printed
	 * @param err what it printed to standard error
	 * @param descendants the processes that it had, with their own ones
	 */
	record Result(int exitCode, String out, String err, Set<ProcessHandle> descendants) {

		boolean nothingLeft() {
			return this.descendants.stream().noneMatch(ProcessHandle::isAlive);
		}

	}

}
