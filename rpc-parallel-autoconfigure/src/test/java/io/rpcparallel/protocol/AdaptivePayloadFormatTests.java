package io.rpcparallel.protocol;

import java.time.Duration;
import java.util.AbstractList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.core.ResolvableType;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AdaptivePayloadFormat}.
 */
class AdaptivePayloadFormatTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final ResolvableType OTHER = ResolvableType.forClass(Other.class);

	private static final ResolvableType TYPE = ResolvableType.forClass(Names.class);

	private static final int NUMBER = 1;

	private final Names names = new Names(List.of("a", "b"), null);

	private final PayloadFormats formats = ApplicationFormats.create(PayloadCodec.AUTO, OTHER, TYPE);

	private final PayloadFormat sender = this.formats.of(TYPE);

	private final PayloadFormat receiver = ApplicationFormats.create(PayloadCodec.AUTO, OTHER, TYPE).of(TYPE);

	private final AgreedTypes agreed = new AgreedTypes();

	@Test
	void whoHasAgreedOnNothingGetsCbor() {
		byte[] bytes = this.sender.encode(this.names, this.agreed);
		assertThat(bytes).startsWith(AdaptivePayloadFormat.CBOR).isEqualTo(this.sender.encode(this.names));
		assertThat(this.receiver.decode(bytes)).isEqualTo(this.names);
		byte[] plain = ApplicationFormats.create(PayloadCodec.CBOR, TYPE).of(TYPE).encode(this.names);
		assertThat(bytes).endsWith(plain).hasSize(plain.length + 1);
	}

	@Test
	void whoHasAgreedGetsForyOfThatTypeAndOthersGetCbor() {
		this.agreed.add(NUMBER);
		byte[] bytes = this.sender.encode(this.names, this.agreed);
		assertThat(bytes).startsWith(AdaptivePayloadFormat.FORY);
		assertThat(this.receiver.decode(bytes)).isEqualTo(this.names);
		assertThat(this.sender.encode(this.names)).startsWith(AdaptivePayloadFormat.CBOR);
		assertThat(this.sender.encode(this.names, new AgreedTypes())).startsWith(AdaptivePayloadFormat.CBOR);
		assertThat(this.formats.of(OTHER).encode(new Other(1), this.agreed)).startsWith(AdaptivePayloadFormat.CBOR);
	}

	@Test
	void whatIsSentOftenIsPreparedAndSentAsBeforeUntilTheOtherSideAgrees() {
		for (int i = 1; i < AdaptivePayloadFormat.PAYLOADS_BEFORE_PREPARING; i++) {
			this.sender.encode(this.names, this.agreed);
		}
		this.formats.of(OTHER).encode(new Other(1));
		assertThat(this.formats.prepared().next().timeout(Duration.ofMillis(200)).onErrorComplete().block()).isNull();
		this.sender.encode(this.names, this.agreed);
		assertThat(this.formats.prepared().next().block(PATIENCE)).isEqualTo(NUMBER);
		assertThat(this.sender.encode(this.names, this.agreed)).startsWith(AdaptivePayloadFormat.CBOR);
	}

	@Test
	void whatIsReceivedOftenIsPreparedToo() {
		byte[] bytes = this.receiver.encode(this.names);
		for (int i = 0; i < AdaptivePayloadFormat.PAYLOADS_BEFORE_PREPARING; i++) {
			this.sender.decode(bytes);
		}
		assertThat(this.formats.prepared().next().block(PATIENCE)).isEqualTo(NUMBER);
	}

	@Test
	void aCollectionOfAnUnknownClassIsCborUntilThereWereTooMany() {
		this.agreed.add(NUMBER);
		Names own = new Names(new Own(), "x");
		byte[] bytes = this.sender.encode(own, this.agreed);
		assertThat(bytes).startsWith(AdaptivePayloadFormat.CBOR);
		assertThat(this.receiver.decode(bytes)).isEqualTo(new Names(List.of("own"), "x"));
		assertThat(this.sender.encode(this.names, this.agreed)).startsWith(AdaptivePayloadFormat.FORY);
		for (int i = 0; i < 100; i++) {
			this.sender.encode(own, this.agreed);
		}
		assertThat(this.sender.encode(this.names, this.agreed)).startsWith(AdaptivePayloadFormat.CBOR);
	}

	@Test
	void explicitForyIsForyFromTheFirstPayloadAndCborStaysCbor() {
		PayloadFormat fory = ApplicationFormats.create(PayloadCodec.FORY, OTHER, TYPE).of(TYPE);
		byte[] first = fory.encode(this.names, this.agreed);
		assertThat(first).isEqualTo(fory.encode(this.names));
		this.agreed.add(NUMBER);
		assertThat(this.sender.encode(this.names, this.agreed)).endsWith(first).hasSize(first.length + 1);
		PayloadFormat cbor = ApplicationFormats.create(PayloadCodec.CBOR, OTHER, TYPE).of(TYPE);
		assertThat(cbor.encode(this.names, this.agreed)).isEqualTo(cbor.encode(this.names));
	}

	@Test
	void nobodyWaitsForTypesWhereNoneIsEverPrepared() {
		assertThat(List.of(ApplicationFormats.create(), ApplicationFormats.create(PayloadCodec.CBOR, TYPE),
				ApplicationFormats.create(PayloadCodec.FORY, TYPE)))
			.extracting(PayloadFormats::prepared)
			.containsOnly(Flux.never());
	}

	@Test
	void otherBytesAreRefused() {
		for (byte[] bytes : List.of(new byte[0], new byte[] { 0 }, new byte[] { 1 }, new byte[] { 2, 1 })) {
			assertThatExceptionOfType(MalformedPayloadException.class).isThrownBy(() -> this.receiver.decode(bytes));
		}
	}

	record Names(List<String> all, String more) {

	}

	record Other(int number) {

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
