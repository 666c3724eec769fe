package io.rpcparallel.master;

import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.rpcparallel.CallInFlight;
import io.rpcparallel.CrashCause;
import io.rpcparallel.Worker;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.WorkerLostException;
import io.rpcparallel.protocol.BuiltIn;
import io.rpcparallel.test.TestSettings;
import io.rpcparallel.transport.RpcLink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.mock;

/**
 * Tests for {@link PlainOwner}.
 */
class PlainOwnerTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final Worker<Object> worker = new Worker<>(UUID.randomUUID(), "w", 7, new WorkerAddress.Tcp("::1", 1), "x",
			TestSettings.rpc());

	private final RpcLink link = mock();

	@Test
	@Tag("A4")
	void aCallThatAWorkerDoesNotStartAsItIsToEndIsToldBeforeTheWorkerHasEnded() {
		given(this.link.request(BuiltIn.AWAIT_END, null)).willReturn(Mono.never());
		given(this.link.onClose()).willReturn(Mono.never());
		given(this.link.isOpen()).willReturn(true);
		PlainOwner owner = new PlainOwner(this.worker, this.link, null, Schedulers.immediate());
		CallInFlight call = new CallInFlight("f", CallInFlight.Progress.NOT_STARTED);
		assertThatExceptionOfType(WorkerLostException.class)
			.isThrownBy(() -> owner.lost(call, new ClosedChannelException()).block(TIMEOUT))
			.withMessageContaining("it was asked to end and takes no further calls")
			.satisfies((ex) -> {
				assertThat(ex.getCall()).contains(call);
				assertThat(ex.getCrashReport().cause()).isEqualTo(CrashCause.TERMINATED);
			});
	}

}
