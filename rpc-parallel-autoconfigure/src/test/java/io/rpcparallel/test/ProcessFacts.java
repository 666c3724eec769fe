package io.rpcparallel.test;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a process knows about itself.
 *
 * @param pid its process id
 * @param threads the names of its threads
 * @param inputArguments the arguments of its JVM
 * @param commandLine its command line as the operating system has it
 * @param maxMemory the largest size of its heap
 * @param systemProperties its system properties
 * @param environment its environment variables
 */
public record ProcessFacts(long pid, List<String> threads, List<String> inputArguments, List<String> commandLine,
		long maxMemory, Map<String, String> systemProperties, Map<String, String> environment) {

	static ProcessFacts current() throws IOException {
		RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
		byte[] commandLine = Files.readAllBytes(Path.of("/proc/self/cmdline"));
		return new ProcessFacts(ProcessHandle.current().pid(),
				Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList(), runtime.getInputArguments(),
				List.of(new String(commandLine, Charset.defaultCharset()).split("\0")),
				Runtime.getRuntime().maxMemory(),
				System.getProperties()
					.stringPropertyNames()
					.stream()
					.collect(Collectors.toMap((name) -> name, System::getProperty)),
				System.getenv());
	}

	public String property(String name) {
		return this.systemProperties.get(name);
	}

}
