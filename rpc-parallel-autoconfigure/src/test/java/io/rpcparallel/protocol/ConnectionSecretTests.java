package io.rpcparallel.protocol;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.rpcparallel.WorkerAddress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ConnectionSecret}.
 */
class ConnectionSecretTests {

	private static final byte[] MESSAGE = { 1, 2, 3 };

	private final ConnectionSecret secret = ConnectionSecret.random();

	@Test
	void theTextFormMakesAnEqualSecret() {
		ConnectionSecret read = ConnectionSecret.of(this.secret.text());
		assertThat(read.text()).isEqualTo(this.secret.text());
		assertThat(read.hasSigned(MESSAGE, this.secret.sign(MESSAGE))).isTrue();
	}

	@Test
	void eachSecretIsAnother() {
		assertThat(ConnectionSecret.random().text()).isNotEqualTo(this.secret.text());
		assertThat(ConnectionSecret.random().hasSigned(MESSAGE, this.secret.sign(MESSAGE))).isFalse();
	}

	@Test
	@Tag("F1")
	void aSignatureThatIsOneBitOffIsNone() {
		byte[] signature = this.secret.sign(MESSAGE);
		assertThat(this.secret.hasSigned(MESSAGE, signature)).isTrue();
		assertThat(this.secret.hasSigned(new byte[] { 1, 2 }, signature)).isFalse();
		assertThat(this.secret.hasSigned(MESSAGE, new byte[0])).isFalse();
		signature[signature.length - 1] ^= 1;
		assertThat(this.secret.hasSigned(MESSAGE, signature)).isFalse();
	}

	@Test
	void aSignatureIsThatOfAnyOtherHmac() throws GeneralSecurityException {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(Base64.getUrlDecoder().decode(this.secret.text()), "HmacSHA256"));
		assertThat(this.secret.sign(MESSAGE)).isEqualTo(mac.doFinal(MESSAGE));
		byte[] longer = new byte[1000];
		assertThat(this.secret.sign(longer)).isEqualTo(mac.doFinal(longer));
	}

	@Test
	@Tag("F2")
	void whatIsDerivedIsAnotherEachTimeButAlwaysTheSame() {
		UUID worker = UUID.randomUUID();
		assertThat(this.secret.ofWorker(worker).text()).isEqualTo(this.secret.ofWorker(worker).text());
		assertThat(Stream
			.of(this.secret, this.secret.ofClients(), this.secret.ofWorker(worker),
					this.secret.ofWorker(UUID.randomUUID()), this.secret.ofWorker(worker).ofClients(),
					ConnectionSecret.random().ofWorker(worker))
			.map(ConnectionSecret::text)).doesNotHaveDuplicates();
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
		assertThat(codec.decode(bytes, ConnectionSecret.class).text()).isEqualTo(this.secret.text());
	}

}
