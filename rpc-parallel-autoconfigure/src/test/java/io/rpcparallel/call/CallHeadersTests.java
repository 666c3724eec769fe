package io.rpcparallel.call;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link CallHeaders}.
 */
class CallHeadersTests {

	@Test
	void nothingTakesNoBytes() {
		assertThat(CallHeaders.NONE.encode()).isNull();
		assertThat(CallHeaders.decode(null)).isSameAs(CallHeaders.NONE);
	}

	@Test
	void traceAndMdcArriveAsTheyWere() {
		CallHeaders headers = new CallHeaders(Map.of("traceparent", "00-1-2-01", "baggage", ""),
				Map.of("user", "Zoë 🎈", "", "nameless"));
		assertThat(CallHeaders.decode(headers.encode())).isEqualTo(headers);
	}

	@Test
	void whatIsBeyondTheLimitIsLeftOutAndTheRestGoes() {
		Map<String, String> mdc = new LinkedHashMap<>();
		mdc.put("long", "x".repeat(CallHeaders.LIMIT));
		mdc.put("short", "y");
		CallHeaders headers = new CallHeaders(Map.of("traceparent", "1"), mdc);
		byte[] bytes = headers.encode();
		assertThat(bytes).hasSizeLessThan(CallHeaders.LIMIT);
		assertThat(CallHeaders.decode(bytes))
			.isEqualTo(new CallHeaders(Map.of("traceparent", "1"), Map.of("short", "y")));
	}

	@Test
	void headersThatAreCutOffAreNone() {
		byte[] bytes = new CallHeaders(Map.of("traceparent", "00-1-2-01"), Map.of()).encode();
		for (int length = 1; length < bytes.length; length++) {
			byte[] cut = Arrays.copyOf(bytes, length);
			assertThatIllegalArgumentException().isThrownBy(() -> CallHeaders.decode(cut));
		}
	}

	@Test
	void anyBytesAreHeadersOrNone() {
		Random random = new Random(1);
		for (int i = 0; i < 10_000; i++) {
			byte[] bytes = new byte[random.nextInt(40)];
			random.nextBytes(bytes);
			try {
				assertThat(CallHeaders.decode(bytes)).isNotNull();
			}
			catch (IllegalArgumentException ex) {
				assertThat(ex.getMessage()).matches("There are no headers of kind -?\\d+|A header is cut off");
			}
		}
	}

}
