package io.rpcparallel.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.rpcparallel.protocol.ConnectionSecret;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectionKey} and {@link KeyCheck}.
 */
class ConnectionKeyTests {

	private final ConnectionSecret secret = ConnectionSecret.random();

	private final UUID workerId = UUID.randomUUID();

	private final byte[] key = ConnectionKey.encode(this.secret, this.workerId);

	private final KeyCheck check = new KeyCheck((claimed) -> this.secret);

	@Test
	void aKeyThatIsSignedWithTheRightSecretNamesTheWorker() {
		assertThat(open(this.key)).isEqualTo(this.workerId);
	}

	@Test
	void aKeyDoesNotShowTheSecret() {
		String shown = new String(this.key, StandardCharsets.ISO_8859_1);
		byte[] own = ConnectionSecret.of(this.secret.text()).sign(new byte[0]);
		assertThat(shown).doesNotContain(this.secret.text())
			.doesNotContain(new String(own, StandardCharsets.ISO_8859_1));
		assertThat(this.key).hasSize(65);
	}

	@Test
	@Tag("F1")
	void aKeyThatIsSignedWithAnotherSecretNamesNobody() {
		assertThat(open(ConnectionKey.encode(ConnectionSecret.random(), this.workerId))).isNull();
	}

	@Test
	@Tag("F1")
	void aKeyOfWhichAnyByteIsAnotherNamesNobody() {
		for (int i = 0; i < this.key.length; i++) {
			byte[] changed = this.key.clone();
			changed[i] ^= 1;
			assertThat(open(changed)).as("byte %d", i).isNull();
		}
		assertThat(open(this.key)).isEqualTo(this.workerId);
	}

	@Test
	@Tag("F1")
	void aKeyOfAnotherLengthNamesNobody() {
		assertThat(open(new byte[0])).isNull();
		assertThat(open(Arrays.copyOf(this.key, this.key.length - 1))).isNull();
		assertThat(open(Arrays.copyOf(this.key, this.key.length + 1))).isNull();
	}

	@Test
	@Tag("F2")
	void aKeyIsCheckedWithTheSecretOfTheWorkerThatItNames() {
		KeyCheck master = new KeyCheck(this.secret::ofWorker);
		UUID other = UUID.randomUUID();
		ConnectionSecret ofWorker = this.secret.ofWorker(this.workerId);
		assertThat(master.open(ByteBuffer.wrap(ConnectionKey.encode(ofWorker, this.workerId))))
			.isEqualTo(this.workerId);
		assertThat(master.open(ByteBuffer.wrap(ConnectionKey.encode(ofWorker, other)))).isNull();
		assertThat(master.open(ByteBuffer.wrap(ConnectionKey.encode(ofWorker.ofClients(), this.workerId)))).isNull();
	}

	@Test
	@Tag("F2")
	@Tag("F3")
	void aKeyOpensOnce() {
		assertThat(open(this.key)).isEqualTo(this.workerId);
		assertThat(open(this.key)).isNull();
		assertThat(open(ConnectionKey.encode(this.secret, this.workerId))).isEqualTo(this.workerId);
		assertThat(open(this.key)).isNull();
	}

	@Test
	@Tag("F3")
	void theOldestKeysAreForgottenAndNoOthers() {
		byte[] second = ConnectionKey.encode(this.secret, this.workerId);
		open(this.key);
		open(second);
		for (int i = 0; i < KeyCheck.REMEMBERED - 1; i++) {
			assertThat(open(ConnectionKey.encode(this.secret, this.workerId))).isNotNull();
		}
		assertThat(open(second)).isNull();
		assertThat(open(this.key)).isEqualTo(this.workerId);
	}

	private UUID open(byte[] shown) {
		return this.check.open(ByteBuffer.wrap(shown));
	}

}
