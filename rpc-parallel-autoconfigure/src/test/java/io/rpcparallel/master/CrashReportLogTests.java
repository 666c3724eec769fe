package io.rpcparallel.master;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.rpcparallel.CallInFlight;
import io.rpcparallel.CrashCause;
import io.rpcparallel.CrashReport;
import io.rpcparallel.RemoteThrowable;
import io.rpcparallel.VitalSigns;
import io.rpcparallel.WorkerLogRecord;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CrashReportLog}.
 */
class CrashReportLogTests {

	@Test
	void aReportIsOneLineOfJson() {
		UUID id = UUID.randomUUID();
		RemoteThrowable thrown = new RemoteThrowable("java.io.IOException", "gone",
				new StackTraceElement[] { new StackTraceElement("com.example.A", "b", "A.java", 3) }, null);
		String json = CrashReportLog.json(new CrashReport(
				new CrashReport.Subject("w", id, 7L, "localhost", "local process", Instant.EPOCH), CrashCause.KILLED,
				"its process ended",
				new CrashReport.Evidence(137, null, List.of("[worker w stdout] bye"),
						List.of(new WorkerLogRecord(Instant.EPOCH, "INFO", "a.B", "main", "hello", Map.of(), thrown)),
						new VitalSigns(1, 0, 2, 3, 4L, 5, Duration.ofMillis(6)), null),
				List.of(new CallInFlight("f", CallInFlight.Progress.UNKNOWN)), 1));
		assertThat(json).doesNotContain("\n");
		JsonNode read = JsonMapper.shared().readTree(json);
		assertThat(read.at("/worker/id").asString()).isEqualTo(id.toString());
		assertThat(read.at("/worker/startedAt").asString()).isEqualTo("1970-01-01T00:00:00Z");
		assertThat(read.at("/cause").asString()).isEqualTo("KILLED");
		assertThat(read.at("/evidence/exitCode").asInt()).isEqualTo(137);
		assertThat(read.at("/evidence/lastLines/0").asString()).isEqualTo("[worker w stdout] bye");
		assertThat(read.at("/evidence/lastRecords/0/throwable").asString()).startsWith("java.io.IOException: gone")
			.contains("com.example.A.b(A.java:3)");
		assertThat(read.at("/evidence/vitalSigns/gcTime").asString()).isEqualTo("PT0.006S");
		assertThat(read.at("/callsInFlight/0/progress").asString()).isEqualTo("UNKNOWN");
	}

}
