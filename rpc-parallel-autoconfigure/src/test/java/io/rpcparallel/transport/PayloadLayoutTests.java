package io.rpcparallel.transport;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

import io.rsocket.Payload;
import io.rsocket.util.DefaultPayload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.rpcparallel.protocol.Deadline;
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
			.withMessage("0 bytes are no metadata of a request");
		assertThatIllegalArgumentException().isThrownBy(() -> PayloadLayout.reply(none))
			.withMessage("A reply's metadata is not of this protocol");
		Payload unknownCode = DefaultPayload.create(new byte[0], new byte[] { (byte) Reply.Code.values().length, 1 });
		assertThatIllegalArgumentException().isThrownBy(() -> PayloadLayout.reply(unknownCode));
		Payload negativeCode = DefaultPayload.create(new byte[0], new byte[] { -1, 1 });
		assertThatIllegalArgumentException().isThrownBy(() -> PayloadLayout.reply(negativeCode));
	}

	@Test
	void whoAsksForAStreamSaysThatItReadsSeveralElementsFromAPayload() {
		Payload request = PayloadLayout.streamRequest(3, new byte[] { 1 });
		assertThat(PayloadLayout.takesSeveral(request)).isTrue();
		assertThat(PayloadLayout.isRequest(request)).isTrue();
		assertThat(PayloadLayout.function(request)).isEqualTo(3);
		assertThat(PayloadLayout.body(request)).containsExactly(1);
		assertThat(PayloadLayout.body(PayloadLayout.streamRequest(3, null))).isNull();
		assertThat(PayloadLayout.takesSeveral(PayloadLayout.request(3, new byte[] { 1 }))).isFalse();
	}

	@Test
	void aRequestCarriesTheTimeUntilItsDeadline() {
		Deadline deadline = Deadline.after(Duration.ofMinutes(1));
		for (Payload request : List.of(PayloadLayout.request(-3, new byte[] { 1, 2 }, deadline),
				PayloadLayout.streamRequest(-3, new byte[] { 1, 2 }, deadline))) {
			Deadline arrived = PayloadLayout.deadline(request);
			assertThat(arrived).isNotNull();
			// By the same clock, but counted anew from its arrival
			assertThat(arrived.at() - deadline.at()).isBetween(0L, Duration.ofSeconds(20).toNanos());
			assertThat(PayloadLayout.isRequest(request)).isTrue();
			assertThat(PayloadLayout.function(request)).isEqualTo(-3);
			assertThat(PayloadLayout.body(request)).containsExactly(1, 2);
		}
		assertThat(PayloadLayout.takesSeveral(PayloadLayout.request(3, null, deadline))).isFalse();
		assertThat(PayloadLayout.takesSeveral(PayloadLayout.streamRequest(3, null, deadline))).isTrue();
		assertThat(PayloadLayout.body(PayloadLayout.request(3, null, deadline))).isNull();
	}

	@Test
	void aDeadlineThatHasPassedArrivesAsSuch() {
		Deadline deadline = PayloadLayout.deadline(PayloadLayout.request(1, null, Deadline.afterNanos(-1)));
		assertThat(deadline).isNotNull();
		assertThat(deadline.hasPassed()).isTrue();
	}

	@Test
	void aRequestWithoutDeadlineIsNoLongerThanItMustBe() {
		Payload request = PayloadLayout.request(1, null, null);
		assertThat(request.getMetadata().remaining()).isEqualTo(5);
		assertThat(PayloadLayout.deadline(request)).isNull();
		assertThat(PayloadLayout.deadline(PayloadLayout.streamRequest(1, null, null))).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 8, 9, 500 })
	void headersArriveWithAndWithoutADeadline(int length) {
		byte[] headers = new byte[length];
		Arrays.fill(headers, (byte) 0xFF);
		Payload plain = PayloadLayout.request(-2, new byte[] { 1 }, null, headers);
		Payload timed = PayloadLayout.streamRequest(-2, new byte[] { 1 }, Deadline.after(Duration.ofHours(1)), headers);
		for (Payload request : List.of(plain, timed)) {
			assertThat(PayloadLayout.isRequest(request)).isTrue();
			assertThat(PayloadLayout.function(request)).isEqualTo(-2);
			assertThat(PayloadLayout.takesSeveral(request)).isEqualTo(request == timed);
			assertThat(PayloadLayout.deadline(request) != null).isEqualTo(request == timed);
			assertThat((length > 0) ? PayloadLayout.headers(request) : headers).isEqualTo(headers);
			assertThat(PayloadLayout.body(request)).containsExactly(1);
		}
	}

	@Test
	void aRequestWithoutHeadersIsAsItWas() {
		assertThat(PayloadLayout.headers(PayloadLayout.request(1, null, null, null))).isNull();
		assertThat(PayloadLayout.request(1, null, null, null).getMetadata().remaining()).isEqualTo(5);
		assertThat(PayloadLayout.headers(PayloadLayout.request(1, null, Deadline.after(Duration.ofHours(1)), null)))
			.isNull();
	}

	@Test
	void whatIsAsLongAsARequestWithADeadlineButHasNoneIsNoRequest() {
		Payload strange = DefaultPayload.create(new byte[0], new byte[13]);
		assertThat(PayloadLayout.isRequest(strange)).isFalse();
		assertThat(PayloadLayout.deadline(strange)).isNull();
		assertThatIllegalArgumentException().isThrownBy(() -> PayloadLayout.function(strange));
	}

	@Test
	void elementsOfAnyLengthArriveTogether() {
		Deque<byte[]> elements = new ArrayDeque<>();
		for (int length : new int[] { 0, 1, 127, 128, 300, 16_383 }) {
			byte[] element = new byte[length];
			Arrays.fill(element, (byte) length);
			elements.add(element);
		}
		List<byte[]> sent = List.copyOf(elements);
		Payload payload = PayloadLayout.elements(elements, 64 * 1024);
		assertThat(elements).isEmpty();
		assertThat(payload.getMetadata().remaining()).isEqualTo(1);
		assertThat(read(payload)).containsExactlyElementsOf(sent);
	}

	@Test
	void oneElementAndALargeOneAreSentAsTheyAre() {
		Deque<byte[]> elements = new ArrayDeque<>(List.of(new byte[20_000], new byte[1], new byte[2], new byte[9]));
		Payload large = PayloadLayout.elements(elements, 10);
		assertThat(large.hasMetadata()).isFalse();
		assertThat(read(large)).containsExactly(new byte[20_000]);
		assertThat(read(PayloadLayout.elements(elements, 10))).containsExactly(new byte[1], new byte[2]);
		Payload last = PayloadLayout.elements(elements, 10);
		assertThat(last.hasMetadata()).isFalse();
		assertThat(read(last)).containsExactly(new byte[9]);
	}

	@ParameterizedTest
	@MethodSource("malformed")
	void elementsThatDoNotFitIntoTheirPayloadAreRefused(byte[] data) {
		Payload payload = DefaultPayload.create(data, new byte[] { 2 });
		assertThatIllegalArgumentException().isThrownBy(() -> read(payload));
	}

	static Stream<byte[]> malformed() {
		return Stream.of(new byte[] { 2, 1 }, new byte[] { (byte) 0x80 }, new byte[] { -1, -1, -1, -1, 15 },
				new byte[] { -1, -1, -1, -1, -1, -1 });
	}

	private static List<byte[]> read(Payload payload) {
		List<byte[]> read = new ArrayList<>();
		PayloadLayout.readElements(payload, read::add);
		return read;
	}

}
