package io.rpcparallel.launch;

import java.util.List;

/**
 * From what a worker is started, and with which arguments beside its own.
 *
 * @param prefix what stands in front of the executable, such as what lowers the priority
 * @param jvmArguments arguments for the JVM, which all others win over
 * @param location where the JVM finds the application
 */
record WorkerStart(List<String> prefix, List<String> jvmArguments, ApplicationLocation location) {

	WorkerStart {
		prefix = List.copyOf(prefix);
		jvmArguments = List.copyOf(jvmArguments);
	}

	static WorkerStart plain(ApplicationLocation location) {
		return new WorkerStart(List.of(), List.of(), location);
	}

	WorkerStart with(List<String> jvmArguments) {
		return new WorkerStart(this.prefix, jvmArguments, this.location);
	}

	WorkerStart atLowPriority() {
		return new WorkerStart(LowPriority.COMMAND, this.jvmArguments, this.location);
	}

}
