package io.rpcparallel.launch;

import java.io.File;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts processes that stand back behind all others, where the system has a command for
 * it. The command becomes the process, which so keeps its id and its parent.
 */
final class LowPriority {

	static final List<String> COMMAND = Stream.of("/usr/bin/nice", "/bin/nice")
		.filter((file) -> new File(file).canExecute())
		.findFirst()
		.map((file) -> List.of(file, "-n", "10"))
		.orElse(List.of());

	private LowPriority() {
	}

}
