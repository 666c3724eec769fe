package io.rpcparallel.protocol;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.rpcparallel.WorkerLogRecord;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogRecordData}.
 */
class LogRecordDataTests {

	private static final Instant TIME = Instant.parse("2026-07-08T09:10:11.123456789Z");

	private final ControlCodec codec = new ControlCodec();

	@Test
	void allOfARecordGetsAcross() {
		IllegalStateException thrown = new IllegalStateException("outer", new IllegalArgumentException("inner"));
		LogRecordData data = LogRecordData.of(TIME, "ERROR", "app.Service", "worker-1", "Größe \uD83D\uDE00",
				Map.of("user", "jane"), thrown);
		LogRecordData decoded = this.codec.decode(this.codec.encode(data), LogRecordData.class);
		assertThat(decoded).isEqualTo(data);
		WorkerLogRecord record = decoded.toLogRecord();
		assertThat(record.time()).isEqualTo(TIME);
		assertThat(record.level()).isEqualTo("ERROR");
		assertThat(record.logger()).isEqualTo("app.Service");
		assertThat(record.thread()).isEqualTo("worker-1");
		assertThat(record.message()).isEqualTo("Größe \uD83D\uDE00");
		assertThat(record.mdc()).containsExactly(Map.entry("user", "jane"));
		assertThat(record.throwable()).hasToString(thrown.toString()).cause().hasToString(thrown.getCause().toString());
		assertThat(record.throwable().getStackTrace()).hasSameSizeAs(thrown.getStackTrace())
			.extracting(StackTraceElement::getMethodName)
			.startsWith("allOfARecordGetsAcross");
	}

	@Test
	void whatIsMissingIsEmpty() {
		LogRecordData data = LogRecordData.of(TIME, "INFO", null, null, null, null, null);
		LogRecordData decoded = this.codec.decode(this.codec.encode(data), LogRecordData.class);
		assertThat(decoded.toLogRecord()).isEqualTo(new WorkerLogRecord(TIME, "INFO", "", "", "", Map.of(), null));
	}

	@Test
	void anMdcMayHaveKeysWithoutValues() {
		Map<String, String> mdc = new HashMap<>();
		mdc.put("user", null);
		LogRecordData data = LogRecordData.of(TIME, "INFO", "app", "main", "text", mdc, null);
		assertThat(data.toLogRecord().mdc()).containsExactly(Map.entry("user", ""));
	}

	@Test
	void whatIsTooLongIsCutOff() {
		Map<String, String> mdc = new LinkedHashMap<>();
		for (int i = 0; i < 1000; i++) {
			mdc.put("key" + i, "v".repeat(100_000));
		}
		String tooLong = "x".repeat(1_000_000);
		LogRecordData data = LogRecordData.of(TIME, "INFO", tooLong, tooLong, tooLong, mdc, null);
		assertThat(data.message()).hasSize(16 * 1024 + 3).endsWith("x...");
		assertThat(data.logger()).hasSize(515);
		assertThat(data.thread()).hasSize(515);
		assertThat(data.mdc()).hasSize(64)
			.containsKey("key0")
			.allSatisfy((key, value) -> assertThat(value).hasSize(1027));
		assertThat(this.codec.encode(data)).hasSizeLessThan(100_000);
		assertThat(this.codec.decode(this.codec.encode(data), LogRecordData.class)).isEqualTo(data);
	}

	@Test
	void itsSizeIsAboutThatOfItsText() {
		LogRecordData small = LogRecordData.of(TIME, "INFO", "app", "main", "text", Map.of(), null);
		LogRecordData large = LogRecordData.of(TIME, "INFO", "app", "main", "x".repeat(1000), Map.of("key", "value"),
				new IllegalStateException("y".repeat(1000), new IllegalArgumentException("z".repeat(1000))));
		assertThat(small.size()).isBetween(10, 200);
		assertThat(large.size()).isBetween(3000 + small.size(), 30_000);
	}

	@Test
	void whatCannotBeDescribedIsNamed() {
		Throwable thrown = new Indescribable();
		LogRecordData data = LogRecordData.of(TIME, "ERROR", "app", "main", "failed", Map.of(), thrown);
		assertThat(data.throwable().type()).isEqualTo(Indescribable.class.getName());
		assertThat(data.throwable().message()).isEqualTo("(not described: java.lang.UnsupportedOperationException)");
	}

	private static final class Indescribable extends RuntimeException {

		@Override
		public StackTraceElement[] getStackTrace() {
			throw new UnsupportedOperationException();
		}

	}

}
