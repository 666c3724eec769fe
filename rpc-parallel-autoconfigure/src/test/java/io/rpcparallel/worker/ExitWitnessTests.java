package io.rpcparallel.worker;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.rpcparallel.protocol.ExitNotice;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ExitWitness}.
 */
class ExitWitnessTests {

	private static final StackTraceElement WAIT = new StackTraceElement("java.lang.Thread", "join", null, 1);

	private static final StackTraceElement SHUTDOWN = new StackTraceElement("java.lang.Shutdown", "exit", null, 2);

	private static final StackTraceElement RUNTIME = new StackTraceElement("java.lang.Runtime", "exit", null, 3);

	private static final StackTraceElement SYSTEM = new StackTraceElement("java.lang.System", "exit", null, 4);

	@Test
	void whoCallsSystemExitIsNamed() {
		StackTraceElement[] stack = { WAIT, SHUTDOWN, RUNTIME, SYSTEM,
				new StackTraceElement("com.example.Sums", "call", "Sums.java", 12),
				new StackTraceElement("com.example.Framework", "exit", null, 1) };
		assertThat(ExitWitness.look(Map.of(thread("idle"), new StackTraceElement[] { WAIT }, thread("busy"), stack)))
			.isEqualTo(new ExitNotice("com.example.Sums.call (line 12) called System.exit on thread 'busy'", false));
	}

	@Test
	void aSignalIsNamed() {
		StackTraceElement[] stack = { SHUTDOWN, new StackTraceElement("java.lang.Terminator$1", "handle", null, 1) };
		assertThat(ExitWitness.look(Map.of(thread("SIGTERM handler"), stack)))
			.isEqualTo(new ExitNotice("SIGTERM from outside asked it to", true));
	}

	@Test
	void withoutEitherTheLastThreadHasEnded() {
		assertThat(ExitWitness.look(Map.of(thread("DestroyJavaVM"), new StackTraceElement[0])))
			.isEqualTo(new ExitNotice("its last thread that is no daemon ended", false));
	}

	private static Thread thread(String name) {
		return new Thread(() -> {
		}, name);
	}

}
