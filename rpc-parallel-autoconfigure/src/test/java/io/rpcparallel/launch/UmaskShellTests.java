package io.rpcparallel.launch;

import org.junit.jupiter.api.Test;

import io.rpcparallel.WorkerStartException;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link UmaskShell}.
 */
class UmaskShellTests {

	@Test
	void aSystemWithoutAShellIsNamedAsTheReason() {
		assertThatExceptionOfType(WorkerStartException.class)
			.isThrownBy(() -> UmaskShell.check(LaunchRequests.withUmask("077"), "/no/such/sh"))
			.withMessageContaining("its umask 077 can't be set")
			.withMessageContaining("this system has none at /no/such/sh; spawn it without a umask");
	}

	@Test
	void aWorkerWithoutAUmaskNeedsNoShell() {
		assertThatNoException().isThrownBy(() -> UmaskShell.check(LaunchRequests.plain(), "/no/such/sh"));
	}

}
