package io.rpcparallel.process;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Looks at processes of this machine. Without the kernel's files, as on other systems
 * than Linux, only the processor time and the arguments are known.
 */
final class LocalProcessTable implements ProcessTable {

	private static final List<String> DEBUGGERS = List.of("-agentlib:jdwp", "-Xrunjdwp");

	// Where a JVM takes further arguments from
	private static final List<String> VARIABLES = List.of("JAVA_TOOL_OPTIONS=", "JDK_JAVA_OPTIONS=", "_JAVA_OPTIONS=");

	private final ProcessFiles files;

	LocalProcessTable(Path root) {
		this.files = new ProcessFiles(root);
	}

	@Override
	public ProcessSigns look(ProcessHandle process) {
		List<String> status = this.files.read(process, "status").lines().toList();
		String tracer = value(status, "TracerPid:");
		boolean traced = tracer != null && !tracer.equals("0");
		String state = value(status, "State:");
		// 't' is what the kernel shows while a tracer holds the process
		boolean stopped = state != null && state.startsWith("T") && !traced;
		return new ProcessSigns(stopped, traced || hasDebugger(process),
				process.info().totalCpuDuration().orElse(null));
	}

	private static @Nullable String value(List<String> status, String key) {
		return status.stream()
			.filter((line) -> line.startsWith(key))
			.map((line) -> line.substring(key.length()).strip())
			.findFirst()
			.orElse(null);
	}

	private boolean hasDebugger(ProcessHandle process) {
		Stream<String> arguments = this.files.exist() ? this.files.entries(process, "cmdline").stream()
				: process.info().arguments().stream().flatMap(Arrays::stream);
		return arguments.anyMatch((argument) -> DEBUGGERS.stream().anyMatch(argument::startsWith))
				|| this.files.entries(process, "environ")
					.stream()
					.filter((variable) -> VARIABLES.stream().anyMatch(variable::startsWith))
					.anyMatch((variable) -> DEBUGGERS.stream().anyMatch(variable::contains));
	}

}
