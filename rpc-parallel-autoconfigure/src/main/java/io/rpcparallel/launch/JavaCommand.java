package io.rpcparallel.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.WorkerStartException;

/**
 * The command line that runs an application again as a worker. Immutable.
 *
 * @since 0.1.0
 */
public final class JavaCommand {

	private static final int LONGEST_PATH_ON_COMMAND_LINE = 8 * 1024;

	private static final List<String> WORKER_FLAGS = List.of(
			// Without these a counted loop holds up all threads, the guards included
			"-XX:+UseCountedLoopSafepoints", "-XX:LoopStripMiningIter=1000",
			// A worker that has lost a thread to it may be silent but alive
			"-XX:+ExitOnOutOfMemoryError",
			// A killed JVM leaves its file in the temporary folder
			"-XX:-UsePerfData", "-Dspring.devtools.restart.enabled=false", "-Djava.awt.headless=true",
			// Beans that were chosen ahead of time are those of the master, its web
			// server
			// included
			"-Dspring.aot.enabled=false");

	// From Java 23 on, what RSocket's queues use is warned of on standard error
	private static final int FIRST_FEATURE_WITH_UNSAFE_WARNINGS = 23;

	private final RunningJvm jvm;

	private final ApplicationEntry entry;

	private final String executable;

	// That of workers, where it is known
	private final List<String> workerFlags;

	private final List<String> inheritedArguments;

	private final List<String> defaultJvmArguments;

	private final ApplicationLocation location;

	/**
	 * Create a command from the way a JVM was started.
	 * @param jvm the JVM to start again, usually {@link RunningJvm#current()}
	 * @param entry what to run
	 * @param javaExecutable the {@code java} executable, or {@code null} for that of the
	 * JVM
	 * @param defaultJvmArguments arguments for the JVM of every worker; those of a
	 * request win over them
	 * @param inheritJvmArguments whether workers get those arguments of the JVM that make
	 * sense in a second process, such as system properties
	 */
	public JavaCommand(RunningJvm jvm, ApplicationEntry entry, @Nullable Path javaExecutable,
			List<String> defaultJvmArguments, boolean inheritJvmArguments) {
		this.jvm = jvm;
		this.entry = entry;
		this.executable = (javaExecutable != null) ? javaExecutable.toAbsolutePath().toString() : executableOf(jvm);
		// Another executable may be of a Java that does not know the flag, and would not
		// start
		boolean warns = javaExecutable == null && jvm.feature() >= FIRST_FEATURE_WITH_UNSAFE_WARNINGS;
		this.workerFlags = warns ? with(WORKER_FLAGS, "--sun-misc-unsafe-memory-access=allow") : WORKER_FLAGS;
		this.inheritedArguments = inheritJvmArguments ? InheritedArguments.of(jvm) : List.of();
		this.defaultJvmArguments = List.copyOf(defaultJvmArguments);
		this.location = ApplicationLocation.of(jvm, entry.mainClass());
	}

	private static List<String> with(List<String> arguments, String added) {
		return Stream.concat(arguments.stream(), Stream.of(added)).toList();
	}

	private static String executableOf(RunningJvm jvm) {
		String name = jvm.windows() ? "java.exe" : "java";
		return new File(new File(jvm.javaHome(), "bin"), name).getPath();
	}

	/**
	 * Return the command line for a worker, however long its class path is. Not for
	 * messages, as it has what the arguments of this JVM hold.
	 * @param request what to start
	 * @return the executable and its arguments
	 */
	public List<String> commandFor(LaunchRequest request) {
		return commandFor(request, plainStart(), null);
	}

	/**
	 * Change a copy of the environment variables of the JVM into those of a worker:
	 * options that two JVMs cannot have at once are taken out of
	 * {@code JAVA_TOOL_OPTIONS} and its like, and those of the request are added.
	 * @param request what to start
	 * @param environment the variables, which are changed
	 */
	public void changeEnvironment(LaunchRequest request, Map<String, String> environment) {
		boolean collectorChosen = GarbageCollectors.isChosenIn(this.defaultJvmArguments)
				|| GarbageCollectors.isChosenIn(request.jvmArguments());
		WorkerEnvironment.change(environment, request.environment(), collectorChosen);
	}

	String executable() {
		return this.executable;
	}

	ApplicationFiles files() {
		return this.location.files();
	}

	ApplicationEntry entry() {
		return this.entry;
	}

	RunningJvm jvm() {
		return this.jvm;
	}

	/**
	 * Return whether workers have the Java of this process.
	 * @return whether the executable is that of its home folder
	 */
	boolean runsOwnJava() {
		return this.executable.equals(executableOf(this.jvm));
	}

	WorkerStart plainStart() {
		return WorkerStart.plain(this.location);
	}

	List<String> commandFor(LaunchRequest request, WorkerStart start, @Nullable ArgumentFile pathArguments) {
		List<String> command = new ArrayList<>(start.prefix());
		if (request.umask() != null) {
			command.addAll(UmaskShell.commandBefore(request.umask()));
		}
		command.add(this.executable);
		command.addAll(start.jvmArguments());
		command.addAll(jvmArguments(request));
		if (pathArguments != null) {
			command.add(pathArguments.reference());
		}
		else {
			command.addAll(start.location().pathArguments());
		}
		String mainClass = start.location().mainClass();
		if (mainClass != null) {
			command.add(mainClass);
		}
		command.addAll(this.entry.arguments());
		return List.copyOf(command);
	}

	List<String> jvmArguments(LaunchRequest request) {
		List<String> inherited = this.inheritedArguments;
		List<String> defaults = this.defaultJvmArguments;
		if (GarbageCollectors.isChosenIn(request.jvmArguments())) {
			inherited = GarbageCollectors.without(inherited);
			defaults = GarbageCollectors.without(defaults);
		}
		else if (GarbageCollectors.isChosenIn(defaults)) {
			inherited = GarbageCollectors.without(inherited);
		}
		List<String> arguments = new ArrayList<>(LeanJvm.arguments(optionsBeside(request, inherited, defaults)));
		arguments.addAll(inherited);
		arguments.addAll(this.workerFlags);
		arguments.addAll(defaults);
		if (request.heap() != null) {
			arguments.add("-Xmx" + request.heap().toBytes());
		}
		arguments.addAll(request.jvmArguments());
		return arguments;
	}

	private List<String> optionsBeside(LaunchRequest request, List<String> inherited, List<String> defaults) {
		return Stream
			.of(inherited, defaults, request.jvmArguments(), JavaOptions.ofVariables(this.jvm.environment()),
					JavaOptions.ofVariables(request.environment()))
			.flatMap(List::stream)
			.toList();
	}

	/**
	 * Write the class path to an argument file if it is too long for a command line.
	 * @param request what to start
	 * @param start from what
	 * @return the file, or {@code null} if none is needed
	 * @throws WorkerStartException if the file cannot be written
	 */
	@Nullable ArgumentFile argumentFileFor(LaunchRequest request, WorkerStart start) {
		List<String> arguments = start.location().pathArguments();
		if (arguments.stream().mapToInt(String::length).sum() <= LONGEST_PATH_ON_COMMAND_LINE) {
			return null;
		}
		try {
			return ArgumentFile.create(Path.of(this.jvm.temporaryDirectory()), arguments,
					this.jvm.commandLineCharset());
		}
		catch (IOException | InvalidPathException ex) {
			throw new WorkerStartException(request.workerName(),
					"its class path could not be written to a file in '" + this.jvm.temporaryDirectory() + "' ("
							+ ex.getMessage() + "); make room there or set 'java.io.tmpdir' to another folder",
					null, List.of(), ex);
		}
	}

}
