package io.rpcparallel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

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
import io.rpcparallel.test.DocumentCode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of the section on logs of {@code docs/observability.md}.
 */
class LogsDocumentTests {

	private static final Path DOCUMENT = Path.of("../docs/observability.md");

	private static final Pattern JAVA_BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

	private static final Pattern JSON_BLOCK = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);

	@Test
	void structuredLoggingShowsTheWorkerAsTheDocumentSays() throws IOException {
		ObjectNode documented = (ObjectNode) JsonMapper.shared().readTree(block(JSON_BLOCK));
		ObjectNode logged = (ObjectNode) logged(documented);
		assertThat(OffsetDateTime.parse(logged.remove("@timestamp").asString()))
			.isAtSameInstantAs(OffsetDateTime.parse(documented.remove("@timestamp").asString()));
		assertThat(logged).isEqualTo(documented);
	}

	@Test
	void theCodeOfTheDocumentCompiles(@TempDir Path folder) throws IOException {
		new DocumentCode(folder).compile(List.of("""
				import io.rpcparallel.Worker;
				import io.rpcparallel.WorkerLogLevel;
				import io.rpcparallel.WorkerOperations;
				import org.springframework.boot.logging.LogLevel;

				class Example {

					void example(WorkerOperations workers, Worker<?> worker) {
				%s
					}

				}
				""".formatted(block(JAVA_BLOCK))));
	}

	@Test
	void theNamesOfTheDocumentAreThoseOfTheCode() throws IOException {
		assertThat(section()).contains("`" + WorkerLogRecord.WORKER_NAME + "`", "`" + WorkerLogRecord.WORKER_ID + "`",
				"`forward`, the default", "`console`", "`file:FILE`", "`none`", WorkerLogging.ToFile.NAME,
				WorkerLogging.ToFile.ID);
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

	private static String section() throws IOException {
		String document = Files.readString(DOCUMENT);
		String section = document.substring(document.indexOf("\n## Logs\n"));
		int end = section.indexOf("\n## ", 1);
		return (end > 0) ? section.substring(0, end) : section;
	}

	private static String block(Pattern pattern) throws IOException {
		return pattern.matcher(section())
			.results()
			.map((MatchResult result) -> result.group(1))
			.findFirst()
			.orElseThrow();
	}

}
