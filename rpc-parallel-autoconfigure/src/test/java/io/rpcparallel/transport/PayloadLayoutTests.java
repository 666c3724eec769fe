package io.rpcparallel.transport;

import io.rsocket.Payload;
import io.rsocket.util.DefaultPayload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.rpcparallel.protocol.Reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PayloadLayout}.
 */
class PayloadLayoutTests {

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, -4, Integer.MAX_VALUE, Integer.MIN_VALUE })
	void aRequestCarriesTheNumberOfItsFunction(int function) {
		Payload request = PayloadLayout.request(function, new byte[] { 1, 2 });
		assertThat(PayloadLayout.function(request)).isEqualTo(function);
		assertThat(PayloadLayout.body(request)).containsExactly(1, 2);
	}

	@Test
	void nullAndEmptyBodiesOfRequestsAreKeptApart() {
		assertThat(PayloadLayout.body(PayloadLayout.request(1, null))).isNull();
		assertThat(PayloadLayout.body(PayloadLayout.request(1, new byte[0]))).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(Reply.Code.class)
	void nullAndEmptyBodiesOfRepliesAreKeptApart(Reply.Code code) {
		Reply empty = PayloadLayout.reply(PayloadLayout.reply(new Reply(code, new byte[0])));
		Reply none = PayloadLayout.reply(PayloadLayout.reply(new Reply(code, null)));
		assertThat(empty.code()).isEqualTo(none.code()).isEqualTo(code);
		assertThat(empty.body()).isEmpty();
		assertThat(none.body()).isNull();
	}

	@Test
	void metadataOfAnotherProtocolIsRefused() {
		Payload none = DefaultPayload.create("data");
		assertThatIllegalArgumentException().isThrownBy(() -> PayloadLayout.function(none))
			.withMessage("A request's metadata has 5 bytes, not 0");
		assertThatIllegalArgumentException().isThrownBy(() -> PayloadLayout.reply(none))
			.withMessage("A reply's metadata is not of this protocol");
		Payload unknownCode = DefaultPayload.create(new byte[0], new byte[] { (byte) Reply.Code.values().length, 1 });
		assertThatIllegalArgumentException().isThrownBy(() -> PayloadLayout.reply(unknownCode));
		Payload negativeCode = DefaultPayload.create(new byte[0], new byte[] { -1, 1 });
		assertThatIllegalArgumentException().isThrownBy(() -> PayloadLayout.reply(negativeCode));
	}

}
