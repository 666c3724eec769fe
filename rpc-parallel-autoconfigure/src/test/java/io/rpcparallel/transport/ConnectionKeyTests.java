package io.rpcparallel.transport;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.rpcparallel.protocol.ConnectionSecret;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectionKey}.
 */
class ConnectionKeyTests {

	private final ConnectionSecret secret = ConnectionSecret.random();

	private final UUID workerId = UUID.randomUUID();

	private final byte[] key = ConnectionKey.encode(this.secret, this.workerId);

	@Test
	void aKeyWithTheRightSecretNamesTheWorker() {
		assertThat(open(this.key)).isEqualTo(this.workerId);
	}

	@Test
	void aKeyWithAnotherSecretNamesNobody() {
		assertThat(open(ConnectionKey.encode(ConnectionSecret.random(), this.workerId))).isNull();
	}

	@Test
	void aKeyOfAnotherVersionNamesNobody() {
		this.key[0]++;
		assertThat(open(this.key)).isNull();
	}

	@Test
	void aKeyOfAnotherLengthNamesNobody() {
		assertThat(open(new byte[0])).isNull();
		assertThat(open(Arrays.copyOf(this.key, this.key.length - 1))).isNull();
		assertThat(open(Arrays.copyOf(this.key, this.key.length + 1))).isNull();
	}

	private UUID open(byte[] shown) {
		return ConnectionKey.open(ByteBuffer.wrap(shown), this.secret);
	}

}
