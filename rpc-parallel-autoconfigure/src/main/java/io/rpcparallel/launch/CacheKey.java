package io.rpcparallel.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * What an archive was made from: an archive of one key does nothing for a JVM of another.
 *
 * @param classPath stands for the files of the class path, with their sizes and times
 * @param jvm stands for the JVM and those of its arguments that matter
 */
record CacheKey(String classPath, String jvm) {

	private static final List<String> VARIABLES = List.of(JavaOptions.TOOL_OPTIONS, JavaOptions.LAUNCHER_OPTIONS,
			JavaOptions.LAST_OPTIONS);

	// These choose an archive of their own, or change classes or where they come from, so
	// that a JVM refuses archives
	private static final List<String> IN_THE_WAY = List.of("-Xshare:", "-XX:SharedArchiveFile",
			"-XX:DumpLoadedClassList", "-XX:SharedClassListFile", "-XX:ArchiveClassesAtExit",
			"-XX:+AutoCreateSharedArchive", "-XX:AOT", "-XX:+AOT", "-XX:Flags=", "-XX:VMOptionsFile=", "@",
			// For one process alone: a port, a file
			"-Dcom.sun.management.jmxremote", "-XX:StartFlightRecording", "-XX:FlightRecorderOptions", "-Xloggc:",
			"-Xlog", "-XX:ErrorFile=", "-XX:HeapDumpPath=", "-javaagent:", "-agentlib:", "-agentpath:", "-Xrun",
			"-Xdebug", "-Djava.system.class.loader=", "--patch-module", "--upgrade-module-path", "--limit-modules");

	// System properties are not a JVM's business, and memory is laid out anew each time
	private static final List<String> WITHOUT_EFFECT = List.of("-D", "-Xmx", "-Xms", "-Xmn", "-Xss");

	/**
	 * Return the first argument beside which there can be no archive.
	 * @param arguments the arguments of the JVM
	 * @return the argument, or an empty string if there is none
	 */
	static String inTheWay(List<String> arguments) {
		return arguments.stream()
			.filter((argument) -> IN_THE_WAY.stream().anyMatch(argument::startsWith))
			.findFirst()
			.orElse("");
	}

	/**
	 * List all arguments that a worker's JVM gets, those of variables included.
	 * @param request what to start
	 * @param command the command line of workers
	 * @return the arguments
	 */
	static List<String> argumentsOf(LaunchRequest request, JavaCommand command) {
		Map<String, String> environment = new HashMap<>(command.jvm().environment());
		command.changeEnvironment(request, environment);
		Stream<String> ofVariables = VARIABLES.stream()
			.flatMap((name) -> JavaOptions.parse(environment.getOrDefault(name, "")).stream())
			.map(JavaOptions.Option::value);
		return Stream.concat(ofVariables, command.jvmArguments(request).stream()).toList();
	}

	static String ofJvm(String jvmName, String javaHome, List<String> arguments) throws IOException {
		Fingerprint fingerprint = new Fingerprint().add(jvmName).add(javaHome);
		for (String file : List.of("release", "lib/modules")) {
			Path path = Path.of(javaHome, file);
			if (Files.exists(path)) {
				fingerprint.addState(path);
			}
		}
		for (String argument : arguments) {
			if (WITHOUT_EFFECT.stream().noneMatch(argument::startsWith)) {
				fingerprint.add(argument);
			}
		}
		return fingerprint.text();
	}

	/**
	 * Read what tells one class path from another.
	 * @param entries the jars
	 * @return the text that stands for them
	 * @throws IOException if one can't be read
	 */
	static String ofClassPath(List<String> entries) throws IOException {
		Fingerprint fingerprint = new Fingerprint();
		for (String entry : withThoseNamedBy(entries)) {
			fingerprint.add(entry);
			Path file = Path.of(entry);
			if (Files.exists(file)) {
				fingerprint.addState(file);
			}
		}
		return fingerprint.text();
	}

	// A jar that is all of a class path names the others
	private static List<String> withThoseNamedBy(List<String> entries) throws IOException {
		File first = new File(entries.get(0));
		if (entries.size() > 1 || !first.isFile()) {
			return entries;
		}
		List<String> all = new ArrayList<>(entries);
		try (JarFile jar = new JarFile(first)) {
			Manifest manifest = jar.getManifest();
			String others = (manifest != null) ? manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH)
					: null;
			for (String other : (others != null) ? others.trim().split("\\s+") : new String[0]) {
				all.add(new File(first.getParentFile(), other).getPath());
			}
		}
		return all;
	}

	String folderName() {
		return CacheCleaner.ARCHIVE + this.classPath + "-" + this.jvm;
	}

}
