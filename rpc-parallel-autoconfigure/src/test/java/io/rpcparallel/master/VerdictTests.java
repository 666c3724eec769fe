package io.rpcparallel.master;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.rpcparallel.CrashCause;
import io.rpcparallel.RemoteThrowable;
import io.rpcparallel.Worker;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.WorkerFailure;
import io.rpcparallel.protocol.ExitNotice;
import io.rpcparallel.protocol.OverdueCallException;
import io.rpcparallel.test.TestSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Verdict}.
 */
class VerdictTests {

	private static final LastWords NOTHING = new LastWords(null, null, null);

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			0   | EXITED | its process (pid 7) ended with exit code 0
			3   | EXITED | its process (pid 7) ended with exit code 3 (out of memory, or exit(3))
			134 | CRASHED | its process (pid 7) ended with exit code 134 (crash of the JVM, SIGABRT, or exit(134))
			137 | KILLED | its process (pid 7) ended with exit code 137 (SIGKILL, or exit(137))
			253 | EXITED | its process (pid 7) ended with exit code 253 (orphaned)
			""")
	void withAnExitCodeAloneThatIsAllThatIsSaid(int exitCode, CrashCause cause, String description) {
		assertThat(Verdict.of(signs(exitCode, NOTHING, false, null))).isEqualTo(new Verdict(cause, description));
	}

	@ParameterizedTest
	@CsvSource({ "Java heap space, HEAP_EXHAUSTED", "GC overhead limit exceeded, HEAP_EXHAUSTED",
			"Metaspace, METASPACE_EXHAUSTED", "Compressed class space, METASPACE_EXHAUSTED",
			"unable to create native thread: possibly out of memory or process/resource limits reached, THREADS_EXHAUSTED",
			"Cannot reserve 16777216 bytes of direct buffer memory, DIRECT_MEMORY_EXHAUSTED" })
	void memoryThatIsUsedUpIsNamed(String words, CrashCause cause) {
		assertThat(Verdict.of(signs(3, new LastWords(words, null, null), false, null))).isEqualTo(
				new Verdict(cause, "its process (pid 7) ended with exit code 3, since it was out of memory: " + words));
		WorkerFailure failure = failure(
				new RemoteThrowable(OutOfMemoryError.class.getName(), words, new StackTraceElement[0], null));
		assertThat(Verdict.of(new Verdict.Signs(7, 254, false, false, failure, null, NOTHING, false)).cause())
			.isEqualTo(cause);
	}

	@Test
	void wordsOfMemoryWithAnotherExitCodeAreOfSomethingElse() {
		assertThat(Verdict.of(signs(1, new LastWords("Java heap space", null, null), false, null)).cause())
			.isEqualTo(CrashCause.EXITED);
	}

	@Test
	void aCrashIsReadFromItsWordsSinceItsExitCodeVaries() {
		assertThat(Verdict.of(signs(1, new LastWords(null, "SIGSEGV", "/srv/hs_err_pid7.log"), false, null)))
			.isEqualTo(new Verdict(CrashCause.CRASHED,
					"its process (pid 7) crashed with SIGSEGV (exit code 1); the JVM has described it in /srv/hs_err_pid7.log"));
		assertThat(Verdict.of(signs(134, new LastWords(null, "SIGSEGV", null), false, null)).description())
			.isEqualTo("its process (pid 7) crashed with SIGSEGV (exit code 134)");
	}

	@Test
	void aKillByTheKernelForMemoryIsNotAnyKill() {
		assertThat(Verdict.of(signs(137, NOTHING, true, null))).isEqualTo(new Verdict(CrashCause.KILLED_FOR_MEMORY,
				"its process (pid 7) was killed by the kernel, since its control group was out of memory (exit code 137)"));
		assertThat(Verdict.of(signs(1, NOTHING, true, null)).cause()).isEqualTo(CrashCause.EXITED);
	}

	@Test
	void whoExitsIsNamed() {
		assertThat(Verdict.of(signs(3, NOTHING, false, new ExitNotice("it called System.exit", false))))
			.isEqualTo(new Verdict(CrashCause.EXIT_CALLED,
					"its process (pid 7) ended with exit code 3 (out of memory, or exit(3)), since it called System.exit"));
		assertThat(Verdict
			.of(new Verdict.Signs(7, null, false, false, null, new ExitNotice("x called it", false), NOTHING, false)))
			.isEqualTo(new Verdict(CrashCause.EXIT_CALLED, "its process (pid 7) exits, since x called it"));
		assertThat(Verdict.of(signs(143, NOTHING, false, new ExitNotice("SIGTERM asked it to", true))).cause())
			.isEqualTo(CrashCause.TERMINATED);
	}

	@Test
	void whatFailedFirstCountsMoreThanWhatCameOfIt() {
		RemoteThrowable thrown = new RemoteThrowable("java.lang.IllegalStateException", "no", new StackTraceElement[0],
				null);
		assertThat(Verdict.of(new Verdict.Signs(7, 137, false, false, failure(thrown), null, NOTHING, true)))
			.isEqualTo(new Verdict(CrashCause.FAILED,
					"thread 'x' in its process (pid 7) failed with java.lang.IllegalStateException: no"));
	}

	@Test
	void aCallThatHeldItsThreadIsNamedAsTheCause() {
		RemoteThrowable thrown = new RemoteThrowable(OverdueCallException.class.getName(), "'f' still held a thread",
				new StackTraceElement[0], null);
		assertThat(Verdict.of(new Verdict.Signs(7, 249, false, false, failure(thrown), null, NOTHING, false)).cause())
			.isEqualTo(CrashCause.OVERDUE);
	}

	@Test
	void anEndThatWasWantedIsNoCrash() {
		assertThat(Verdict
			.of(new Verdict.Signs(7, 137, true, true, null, null, new LastWords(null, "SIGSEGV", null), true)))
			.isEqualTo(new Verdict(CrashCause.ENDED,
					"its process (pid 7) ended with exit code 137 (SIGKILL, or exit(137)) after the connection was closed here"));
		assertThat(Verdict.of(new Verdict.Signs(7, null, false, false, null, null, NOTHING, false)))
			.isEqualTo(new Verdict(CrashCause.CONNECTION_LOST, "the connection to its process (pid 7) ended"));
	}

	private static Verdict.Signs signs(int exitCode, LastWords lastWords, boolean killedForMemory,
			@Nullable ExitNotice notice) {
		return new Verdict.Signs(7, exitCode, false, false, null, notice, lastWords, killedForMemory);
	}

	private static WorkerFailure failure(RemoteThrowable thrown) {
		return new WorkerFailure(
				new Worker<>(UUID.randomUUID(), "w", 7, new WorkerAddress.Tcp("127.0.0.1", 1), "s", TestSettings.rpc()),
				"thread 'x'", thrown);
	}

}
