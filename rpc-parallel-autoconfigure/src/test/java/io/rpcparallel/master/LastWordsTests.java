package io.rpcparallel.master;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LastWords}.
 */
class LastWordsTests {

	@Test
	void aJvmThatHasNoMemoryLeftSaysWhich() {
		assertThat(LastWords.in(List.of("[worker w stdout] java.lang.OutOfMemoryError: not by the JVM",
				"[worker w stdout] Terminating due to java.lang.OutOfMemoryError: Java heap space")))
			.isEqualTo(new LastWords("Java heap space", null, null));
	}

	@Test
	void aJvmThatCrashesSaysHowAndWhereItIsDescribed() {
		assertThat(LastWords.in(List.of("[worker my worker stdout] #",
				"[worker my worker stdout] # A fatal error has been detected by the Java Runtime Environment:",
				"[worker my worker stdout] #",
				"[worker my worker stdout] #  SIGSEGV (0xb) at pc=0x00007f6d3c5f7f7e, pid=123, tid=124",
				"[worker my worker stdout] # An error report file with more information is saved as:",
				"[worker my worker stdout] # /srv/a b/hs_err_pid123.log")))
			.isEqualTo(new LastWords(null, "SIGSEGV", "/srv/a b/hs_err_pid123.log"));
	}

	@Test
	void aCrashWithoutASignalIsACrash() {
		assertThat(LastWords.in(List.of(
				"[worker w stdout] # There is insufficient memory for the Java Runtime Environment to continue.",
				"[worker w stdout] # Native memory allocation (malloc) failed to allocate 16 bytes.")))
			.isEqualTo(new LastWords(null, "a fatal error", null));
	}

	@Test
	void whatTheApplicationPrintsOfSignalsIsNone() {
		assertThat(LastWords.in(List.of("[worker w stdout] #  SIGSEGV (0xb) is what I fear",
				"[worker w stderr] # /srv/hs_err_pid1.log")))
			.isEqualTo(new LastWords(null, null, null));
	}

}
