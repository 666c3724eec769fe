package io.rpcparallel.launch;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import io.rpcparallel.WorkerOutput;

/**
 * Makes requests that differ in one thing.
 */
final class LaunchRequests {

	private LaunchRequests() {
	}

	static LaunchRequest plain() {
		return withAssignment(new byte[0]);
	}

	static LaunchRequest withAssignment(byte[] assignment) {
		return new LaunchRequest("one", Map.of(), null, List.of(), null, null, WorkerOutput.discard(),
				WorkerOutput.discard(), assignment);
	}

	static LaunchRequest withJvmArguments(String... arguments) {
		return new LaunchRequest("one", Map.of(), null, List.of(arguments), null, null, WorkerOutput.discard(),
				WorkerOutput.discard(), new byte[0]);
	}

	static LaunchRequest withHeap(DataSize heap, String... arguments) {
		return new LaunchRequest("one", Map.of(), null, List.of(arguments), heap, null, WorkerOutput.discard(),
				WorkerOutput.discard(), new byte[0]);
	}

	static LaunchRequest withEnvironment(String variable, String value) {
		return new LaunchRequest("one", Map.of(variable, value), null, List.of(), null, null, WorkerOutput.discard(),
				WorkerOutput.discard(), new byte[0]);
	}

	static LaunchRequest withWorkingDirectory(@Nullable Path directory) {
		return new LaunchRequest("one", Map.of(), directory, List.of(), null, null, WorkerOutput.discard(),
				WorkerOutput.discard(), new byte[0]);
	}

	static LaunchRequest withUmask(String umask) {
		return new LaunchRequest("one", Map.of(), null, List.of(), null, umask, WorkerOutput.discard(),
				WorkerOutput.discard(), new byte[0]);
	}

	static LaunchRequest withOutput(WorkerOutput stdout, WorkerOutput stderr) {
		return new LaunchRequest("one", Map.of(), null, List.of(), null, null, stdout, stderr, new byte[0]);
	}

	static RunningJvm jvm(String classPath, String... inputArguments) {
		return jvm(Map.of(), classPath, inputArguments);
	}

	static RunningJvm jvm(Map<String, String> environment, String classPath, String... inputArguments) {
		return new RunningJvm("/java", classPath, Arrays.asList(inputArguments), "/work dir", environment,
				System.getProperty("java.io.tmpdir"), NativeCharsets.ofCommandLines(), false, 17);
	}

}
