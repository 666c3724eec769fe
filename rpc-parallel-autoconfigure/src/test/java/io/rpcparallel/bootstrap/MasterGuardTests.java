package io.rpcparallel.bootstrap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.rpcparallel.protocol.WorkerExitCode;
import io.rpcparallel.test.Leftovers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * Tests for {@link MasterGuard}.
 */
class MasterGuardTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final ProcessHandle master = mock(ProcessHandle.class);

	private final AtomicReference<ProcessHandle> parent = new AtomicReference<>(this.master);

	private final CountDownLatch halted = new CountDownLatch(1);

	private final CountDownLatch prepared = new CountDownLatch(1);

	private final MasterGuard guard = new MasterGuard(() -> Optional.of(this.parent.get()), this.prepared::countDown,
			this.halted::countDown);

	private final ParkedWorker worker = mock(ParkedWorker.class);

	private InputStream input;

	private PipedOutputStream held;

	@BeforeEach
	void open() throws IOException {
		this.held = new PipedOutputStream();
		this.input = new PipedInputStream(this.held);
		given(this.worker.orphanTime(false)).willReturn(Duration.ofMinutes(10));
		given(this.worker.orphanTime(true)).willReturn(Duration.ofMillis(100));
	}

	@AfterEach
	void end() throws IOException {
		this.held.close();
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> Leftovers.threads().stream().noneMatch((name) -> name.contains("guard")));
	}

	@Test
	void theEndOfTheInputEndsAWorkerThatStartsAtOnce() throws InterruptedException {
		this.guard.watch(new ByteArrayInputStream(new byte[0]));
		assertThat(this.halted.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(this.prepared.getCount()).isZero();
	}

	@Test
	void aWorkerIsToldFirstAndEndedByForceWhenItsTimeIsOver() throws Exception {
		this.guard.parked(this.worker);
		this.guard.watch(this.input);
		this.held.close();
		assertThat(this.halted.await(500, TimeUnit.MILLISECONDS)).as("while its master waits").isFalse();
		this.parent.set(mock(ProcessHandle.class));
		assertThat(this.halted.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
		then(this.worker).should().end(WorkerExitCode.ORPHANED);
	}

	@Test
	@Tag("C9")
	void anotherProcessWithTheNumberOfTheMasterIsNotTheMaster() throws InterruptedException {
		given(this.master.pid()).willReturn(4711L);
		ProcessHandle stranger = mock(ProcessHandle.class);
		given(stranger.pid()).willReturn(4711L);
		this.guard.parked(this.worker);
		this.guard.watch(this.input);
		this.parent.set(stranger);
		assertThat(this.halted.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
		then(this.worker).should().end(WorkerExitCode.ORPHANED);
	}

	@Test
	void aWorkerThatOutlivesItsMasterIsLeftAlone() throws Exception {
		given(this.worker.outlivesMaster()).willReturn(true);
		this.guard.parked(this.worker);
		this.guard.watch(this.input);
		this.held.close();
		end();
		assertThat(this.halted.getCount()).isEqualTo(1);
		then(this.worker).should(never()).end(WorkerExitCode.ORPHANED);
	}

}
