package io.rpcparallel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import io.rpcparallel.logging.LogbackLoggers;
import io.rpcparallel.protocol.LogRecordData;
import io.rpcparallel.test.Document;
import io.rpcparallel.test.DocumentCode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of {@code docs/observability.md} that need no worker.
 */
class ObservabilityDocumentTests {

	private static final String DOCUMENT = "docs/observability.md";

	private static final String LOGS = "## Logs";

	@Test
	void structuredLoggingShowsTheWorkerAsTheDocumentSays() throws IOException {
		ObjectNode documented = (ObjectNode) JsonMapper.shared().readTree(block(LOGS, "json"));
		ObjectNode logged = (ObjectNode) logged(documented);
		assertThat(OffsetDateTime.parse(logged.remove("@timestamp").asString()))
			.isAtSameInstantAs(OffsetDateTime.parse(documented.remove("@timestamp").asString()));
		assertThat(logged).isEqualTo(documented);
	}

	@Test
	void theCodeOfTheDocumentCompiles(@TempDir Path folder) throws IOException {
		assertThat(Document.of(DOCUMENT).blocks("java")).hasSize(2);
		new DocumentCode(folder).compile(List.of("""
				import io.rpcparallel.Worker;
				import io.rpcparallel.WorkerLogLevel;
				import io.rpcparallel.WorkerOperations;
				import org.springframework.boot.logging.LogLevel;

				class Levels {

					void example(WorkerOperations workers, Worker<?> worker) {
				%s
					}

				}
				""".formatted(block(LOGS, "java")), """
				import io.micrometer.common.KeyValues;
				import io.rpcparallel.observation.CallerObservationContext;
				import io.rpcparallel.observation.CallerObservationConvention;
				import io.rpcparallel.observation.DefaultCallerObservationConvention;
				import org.springframework.context.annotation.Bean;

				class Conventions {

				%s
				}
				""".formatted(block("## Metrics and traces", "java"))));
	}

	@Test
	void theNamesOfTheDocumentAreThoseOfTheCode() throws IOException {
		assertThat(Document.of(DOCUMENT).section(LOGS).text()).contains("`" + WorkerLogRecord.WORKER_NAME + "`",
				"`" + WorkerLogRecord.WORKER_ID + "`", "`forward`, the default", "`console`", "`file:FILE`", "`none`",
				WorkerLogging.ToFile.NAME, WorkerLogging.ToFile.ID);
	}

	private static JsonNode logged(JsonNode documented) {
		LoggerContext context = new LoggerContext();
		context.setMDCAdapter(new LogbackMDCAdapter());
		context.putObject(Environment.class.getName(), new MockEnvironment());
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.start();
		context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
		LogbackLoggers.of(context)
			.log(UUID.fromString(documented.get("workerId").asString()), documented.get("workerName").asString(),
					LogRecordData.of(OffsetDateTime.parse(documented.get("@timestamp").asString()).toInstant(),
							documented.get("level").asString(), documented.get("logger_name").asString(),
							documented.get("thread_name").asString(), documented.get("message").asString(), Map.of(),
							null),
					false);
		StructuredLogEncoder encoder = new StructuredLogEncoder();
		encoder.setContext(context);
		encoder.setFormat("logstash");
		encoder.start();
		String line = new String(encoder.encode(appender.list.get(0)), StandardCharsets.UTF_8);
		encoder.stop();
		return JsonMapper.shared().readTree(line);
	}

	private static String block(String section, String language) throws IOException {
		return Document.of(DOCUMENT).section(section).blocks(language).get(0);
	}

}
