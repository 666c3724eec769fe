package io.rpcparallel.launch;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;

/**
 * How a JVM was started, which is what a worker's command line is made from. The paths
 * are strings, as the system properties have them, since a locale can make paths out of
 * them impossible.
 *
 * @param javaHome the folder of the Java runtime
 * @param classPath the class path, in which relative entries are allowed
 * @param inputArguments the arguments of the JVM, those from variables such as
 * {@code JAVA_TOOL_OPTIONS} included
 * @param workingDirectory the folder that relative entries of the class path start from
 * @param environment the environment variables
 * @param temporaryDirectory the folder for temporary files
 * @param commandLineCharset the character set of command lines
 * @param windows whether the operating system is Windows
 * @param feature the feature version of Java, such as 17
 * @since 0.1.0
 */
public record RunningJvm(String javaHome, String classPath, List<String> inputArguments, String workingDirectory,
		Map<String, String> environment, String temporaryDirectory, Charset commandLineCharset, boolean windows,
		int feature) {

	/**
	 * Create a description of a JVM.
	 */
	public RunningJvm {
		inputArguments = List.copyOf(inputArguments);
		environment = Map.copyOf(environment);
	}

	/**
	 * Describe the JVM this is called in.
	 * @return how this JVM was started
	 */
	public static RunningJvm current() {
		return new RunningJvm(System.getProperty("java.home"), System.getProperty("java.class.path", ""),
				ManagementFactory.getRuntimeMXBean().getInputArguments(), System.getProperty("user.dir"),
				System.getenv(), System.getProperty("java.io.tmpdir"), NativeCharsets.ofCommandLines(),
				File.separatorChar == '\\', Runtime.version().feature());
	}

	/**
	 * Return a description without the environment and the arguments, as both may hold
	 * secrets.
	 * @return the description
	 */
	@Override
	public String toString() {
		return "RunningJvm[javaHome=%s, classPath=%s, workingDirectory=%s]".formatted(this.javaHome, this.classPath,
				this.workingDirectory);
	}

}
