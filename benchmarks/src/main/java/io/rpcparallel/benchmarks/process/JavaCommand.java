package io.rpcparallel.benchmarks.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Command lines of JVMs.
 */
public final class JavaCommand {

	private final List<String> start = new ArrayList<>();

	/**
	 * Start from a JDK.
	 * @param home the JDK's directory
	 * @param classPath the class path
	 */
	public JavaCommand(Path home, String classPath) {
		this.start.add(home.resolve("bin").resolve("java").toString());
		this.start.add("-cp");
		this.start.add(classPath);
	}

	/**
	 * Start from the JDK and class path of this JVM.
	 * @return the command
	 */
	public static JavaCommand ofThisJvm() {
		return new JavaCommand(Path.of(System.getProperty("java.home")), System.getProperty("java.class.path"));
	}

	/**
	 * Add arguments for the JVM.
	 * @param arguments the arguments
	 * @return this command
	 */
	public JavaCommand with(List<String> arguments) {
		this.start.addAll(1, arguments);
		return this;
	}

	/**
	 * Finish the command.
	 * @param main the class to run
	 * @param arguments its arguments
	 * @return program and arguments
	 */
	public List<String> run(Class<?> main, String... arguments) {
		List<String> command = new ArrayList<>(this.start);
		command.add(main.getName());
		command.addAll(Arrays.asList(arguments));
		return command;
	}

}
