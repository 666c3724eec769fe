package io.rpcparallel.master;

import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.protocol.BuiltIn;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.registry.WorkerFunctionRegistry;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestSettings;
import io.rpcparallel.transport.LinkRefusedException;
import io.rpcparallel.transport.RSocketTransport;
import io.rpcparallel.transport.RefusedConnections;
import io.rpcparallel.transport.RpcLink;
import io.rpcparallel.transport.SocketKind;
import io.rpcparallel.transport.Traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link MasterServer}: whom it lets register.
 */
@LeavesNothingBehind
class MasterServerTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final RpcSettings RPC = TestSettings.limitedTo(1024);

	private final ConnectionSecret secret = ConnectionSecret.random();

	private final RefusedConnections refused = new RefusedConnections();

	private final RSocketTransport transport = new RSocketTransport(() -> null, SocketKind.AUTO, this.refused,
			new Traffic());

	private final MasterServer server = new MasterServer(() -> this.transport, RPC, this.secret,
			WorkerFunctionRegistry.of(new DefaultListableBeanFactory()));

	private final UUID workerId = UUID.randomUUID();

	private final PendingWorker pending = this.server.expect(this.workerId, mock(WorkerMonitor.class));

	@AfterEach
	void close() {
		this.server.close();
		this.transport.close();
	}

	@Test
	@Tag("F2")
	void aWorkerIsLetInOnce() {
		ConnectionSecret own = this.secret.ofWorker(this.workerId);
		RpcLink first = connect(own, this.workerId);
		assertLetIn(first);
		assertRefused(own, this.workerId);
		assertThat(first.isOpen()).isTrue();
		first.close();
		first.onClose().block(TIMEOUT);
		assertRefused(own, this.workerId);
	}

	@Test
	@Tag("F2")
	void whoeverHasAnotherSecretIsNotThatWorker() {
		assertRefused(this.secret, this.workerId);
		assertRefused(this.secret.ofWorker(UUID.randomUUID()), this.workerId);
		// What is in the handle of the worker
		assertRefused(this.secret.ofWorker(this.workerId).ofClients(), this.workerId);
		assertThat(this.refused.count()).isEqualTo(3);
		assertLetIn(connect(this.secret.ofWorker(this.workerId), this.workerId));
	}

	@Test
	@Tag("F2")
	void aWorkerThatNobodyWaitsForIsRefused() {
		UUID stranger = UUID.randomUUID();
		assertRefused(this.secret.ofWorker(stranger), stranger);
		this.server.forget(this.pending);
		assertRefused(this.secret.ofWorker(this.workerId), this.workerId);
	}

	@Test
	@Tag("D12")
	void whatAWorkerSaysAndNobodyCanReadIsRefused() {
		RpcLink link = connect(this.secret.ofWorker(this.workerId), this.workerId);
		for (int request : new int[] { BuiltIn.REGISTER, BuiltIn.HEARTBEAT, BuiltIn.FAILURE, -99, 0 }) {
			assertThat(link.request(request, new byte[] { 1, 2, 3 }).block(TIMEOUT).code())
				.isEqualTo(Reply.Code.REFUSED);
		}
		assertThat(this.pending.registration()).isNotDone();
		assertThat(link.isOpen()).isTrue();
	}

	private static void assertLetIn(RpcLink link) {
		assertThat(link.request(-99, new byte[1]).block(TIMEOUT).code()).isEqualTo(Reply.Code.REFUSED);
	}

	private void assertRefused(ConnectionSecret shown, UUID workerId) {
		RpcLink link = connect(shown, workerId);
		assertThatExceptionOfType(LinkRefusedException.class)
			.isThrownBy(() -> link.request(-99, new byte[1]).block(TIMEOUT));
	}

	private RpcLink connect(ConnectionSecret shown, UUID workerId) {
		return this.transport.connect(this.server.address(), shown, workerId, RPC, TIMEOUT).block(TIMEOUT);
	}

}
