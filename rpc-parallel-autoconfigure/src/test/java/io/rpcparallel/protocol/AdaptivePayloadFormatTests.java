package io.rpcparallel.protocol;

import java.util.AbstractList;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.core.ResolvableType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AdaptivePayloadFormat}.
 */
class AdaptivePayloadFormatTests {

	private static final ResolvableType TYPE = ResolvableType.forClass(Names.class);

	private final Names names = new Names(List.of("a", "b"), null);

	private final PayloadFormat sender = ApplicationFormats.create(PayloadCodec.AUTO, TYPE).of(TYPE);

	private final PayloadFormat receiver = ApplicationFormats.create(PayloadCodec.AUTO, TYPE).of(TYPE);

	@Test
	void whoSendsLittleSendsCbor() {
		byte[] bytes = this.sender.encode(this.names);
		assertThat(bytes).startsWith(AdaptivePayloadFormat.CBOR);
		assertThat(this.receiver.decode(bytes)).isEqualTo(this.names);
		byte[] plain = ApplicationFormats.create(PayloadCodec.CBOR, TYPE).of(TYPE).encode(this.names);
		assertThat(bytes).endsWith(plain).hasSize(plain.length + 1);
	}

	@Test
	void whoSendsMuchSendsFory() {
		sendMuch();
		byte[] bytes = this.sender.encode(this.names);
		assertThat(this.receiver.decode(bytes)).isEqualTo(this.names);
		assertThat(this.receiver.encode(this.names)).startsWith(AdaptivePayloadFormat.CBOR);
	}

	@Test
	void aCollectionOfAnUnknownClassIsCborUntilThereWereTooMany() {
		sendMuch();
		Names own = new Names(new Own(), "x");
		byte[] bytes = this.sender.encode(own);
		assertThat(bytes).startsWith(AdaptivePayloadFormat.CBOR);
		assertThat(this.receiver.decode(bytes)).isEqualTo(new Names(List.of("own"), "x"));
		assertThat(this.sender.encode(this.names)).startsWith(AdaptivePayloadFormat.FORY);
		for (int i = 0; i < 100; i++) {
			this.sender.encode(own);
		}
		assertThat(this.sender.encode(this.names)).startsWith(AdaptivePayloadFormat.CBOR);
	}

	@Test
	void otherBytesAreRefused() {
		for (byte[] bytes : List.of(new byte[0], new byte[] { 0 }, new byte[] { 1 }, new byte[] { 2, 1 })) {
			assertThatExceptionOfType(MalformedPayloadException.class).isThrownBy(() -> this.receiver.decode(bytes));
		}
	}

	private void sendMuch() {
		for (int i = 0; i < AdaptivePayloadFormat.PAYLOADS_BEFORE_FORY; i++) {
			this.sender.encode(this.names);
		}
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.sender.encode(this.names)).startsWith(AdaptivePayloadFormat.FORY));
	}

	record Names(List<String> all, String more) {

	}

	private static final class Own extends AbstractList<String> {

		@Override
		public String get(int index) {
			return "own";
		}

		@Override
		public int size() {
			return 1;
		}

	}

}
