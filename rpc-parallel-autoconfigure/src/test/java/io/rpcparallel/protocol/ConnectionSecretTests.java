package io.rpcparallel.protocol;

import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.rpcparallel.WorkerAddress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ConnectionSecret}.
 */
class ConnectionSecretTests {

	private final ConnectionSecret secret = ConnectionSecret.random();

	@Test
	void theTextFormMakesAnEqualSecret() {
		ConnectionSecret read = ConnectionSecret.of(this.secret.text());
		assertThat(read.bytes()).isEqualTo(this.secret.bytes()).hasSize(ConnectionSecret.LENGTH);
		assertThat(read.matches(this.secret.bytes())).isTrue();
	}

	@Test
	void eachSecretIsAnother() {
		assertThat(ConnectionSecret.random().bytes()).isNotEqualTo(this.secret.bytes());
		assertThat(ConnectionSecret.random().matches(this.secret.bytes())).isFalse();
	}

	@Test
	void aSecretThatIsOneBitOffDoesNotMatch() {
		byte[] shown = this.secret.bytes();
		shown[ConnectionSecret.LENGTH - 1] ^= 1;
		assertThat(this.secret.matches(shown)).isFalse();
		assertThat(this.secret.matches(new byte[0])).isFalse();
	}

	@Test
	void itIsNeverPrinted() {
		assertThat(this.secret).hasToString("ConnectionSecret[masked]");
		assertThat(
				new WorkerAssignment(null, "name", new WorkerAddress.Tcp("127.0.0.1", 1), this.secret, List.of(), null)
					.toString())
			.doesNotContain(this.secret.text());
	}

	@Test
	void changingTheBytesThatWereHandedOutChangesNothing() {
		this.secret.bytes()[0]++;
		assertThat(this.secret.matches(this.secret.bytes())).isTrue();
		assertThat(ConnectionSecret.of(this.secret.text()).matches(this.secret.bytes())).isTrue();
	}

	@Test
	void aSecretOfAnotherLengthIsRefusedWithoutShowingIt() {
		String tooShort = Base64.getUrlEncoder().encodeToString(new byte[ConnectionSecret.LENGTH - 1]);
		assertThatIllegalArgumentException().isThrownBy(() -> ConnectionSecret.of(tooShort))
			.withMessage("A secret has 32 bytes, not 31");
	}

	@Test
	void itTravelsAsItsText() {
		ControlCodec codec = new ControlCodec();
		byte[] bytes = codec.encode(this.secret);
		assertThat(codec.decode(bytes, String.class)).isEqualTo(this.secret.text());
		assertThat(codec.decode(bytes, ConnectionSecret.class).matches(this.secret.bytes())).isTrue();
	}

}
