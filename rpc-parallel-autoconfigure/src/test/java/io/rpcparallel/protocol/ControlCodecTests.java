package io.rpcparallel.protocol;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.WorkerLifetime;
import io.rpcparallel.test.TestSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ControlCodec}.
 */
class ControlCodecTests {

	private final ControlCodec codec = new ControlCodec();

	@ParameterizedTest
	@ValueSource(longs = { 1, 64 * 1024 * 1024, 1024 * 1024 * 1024 })
	void settingsOfConnectionsArriveAsTheyWereSent(long maxMessageSize) {
		RpcSettings settings = TestSettings.rpc()
			.withMaxMessageSize(DataSize.ofBytes(maxMessageSize))
			.withHandshakeTimeout(Duration.ofNanos(1_234_567_891));
		assertThat(this.codec.decode(this.codec.encode(settings), RpcSettings.class)).isEqualTo(settings);
	}

	@Test
	void anAssignmentArrivesAsItWasSent() {
		WorkerAssignment assignment = new WorkerAssignment(UUID.randomUUID(), "name",
				new WorkerAddress.Tcp("127.0.0.1", 4711), ConnectionSecret.random(), List.of("test"),
				new WorkerAssignment.Settings(Duration.ofSeconds(3), Duration.ofMillis(20), Duration.ofMillis(30),
						Duration.ofMillis(40), TestSettings.rpc(), 2, 3,
						new LogRouting(false, true, 7, "/log/{name}")));
		WorkerAssignment decoded = this.codec.decode(this.codec.encode(assignment), WorkerAssignment.class);
		assertThat(decoded).usingRecursiveComparison().isEqualTo(assignment);
	}

	@ParameterizedTest
	@EnumSource
	void anInitializationArrivesAsItWasSent(WorkerLifetime lifetime) {
		Initialization initialization = new Initialization(3, new byte[] { 1, 2 }, lifetime);
		Initialization decoded = this.codec.decode(this.codec.encode(initialization), Initialization.class);
		assertThat(decoded).usingRecursiveComparison().isEqualTo(initialization);
	}

	@Test
	void aSizeOfDataIsSentAsItsNumberOfBytes() {
		byte[] encoded = this.codec.encode(DataSize.ofKilobytes(3));
		assertThat(this.codec.decode(encoded, Long.class)).isEqualTo(3072);
	}

}
