package io.rpcparallel.logging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.LogManager;
import java.util.stream.Stream;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.rpcparallel.process.EchoedLine;
import io.rpcparallel.protocol.LogRecordData;
import io.rpcparallel.protocol.LogRouting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ConsoleStandIn} and the console appenders that it stands in for.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConsoleStandInTests {

	private static final LogRouting FORWARDED = new LogRouting(false, true, 1000, null);

	private final ByteArrayOutputStream echoed = new ByteArrayOutputStream();

	private final ConsoleStandIn standIn = new ConsoleStandIn(this.echoed, StandardCharsets.UTF_8);

	@Test
	void aRecordIsPrintedWithAllThatALineMayTell() {
		IllegalStateException thrown = new IllegalStateException("outer", new IOException());
		LogRecordData record = LogRecordData.of(Instant.EPOCH, "INFO", "app.Service", "main", "one\ntwo", Map.of(),
				thrown);
		this.standIn.print(record);
		assertThat(echoed()).containsExactly("1970-01-01T00:00:00Z  INFO [main] app.Service : one", "two",
				"java.lang.IllegalStateException: outer", "Caused by: java.io.IOException");
	}

	@Test
	void aLongRecordIsCutOff() {
		this.standIn.print(LogRecords.record("\u20ac".repeat(100_000)));
		assertThat(echoed()).singleElement()
			.satisfies((line) -> assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThan(8 * 1024));
	}

	@Test
	void whenNobodyReadsItConsoleAppendersPrintAgain() {
		ConsoleStandIn broken = new ConsoleStandIn(new OutputStream() {

			@Override
			public void write(int value) throws IOException {
				throw new IOException("Broken pipe");
			}

		}, StandardCharsets.UTF_8);
		assertThat(broken.isPresent()).isTrue();
		broken.print(LogRecords.record("lost"));
		assertThat(broken.isPresent()).isFalse();
	}

	@Test
	void logbacksConsoleIsSilentUntilItIsHandedBack(CapturedOutput output) {
		LoggerContext context = new LoggerContext();
		context.setMDCAdapter(new LogbackMDCAdapter());
		configure(context);
		context.start();
		Logger logger = context.getLogger("app");
		try (WorkerLog log = WorkerLog.start(10, FORWARDED, this.standIn,
				(ring) -> new LogbackCapture(context, ring))) {
			logger.info("one");
			context.stop();
			context.reset();
			configure(context);
			context.start();
			logger.info("two");
			context.getLogger("own").info("of one with a console of its own");
			context.getLogger("io.netty").info("of the transport");
			await().untilAsserted(
					() -> assertThat(output.getOut().lines()).containsExactly("of the transport", "of the transport"));
			log.handBackConsole();
			logger.info("three");
			await().untilAsserted(() -> assertThat(output.getOut().lines()).hasSize(4).endsWith("three", "three"));
			assertThat(echoedMessages()).containsExactly("one", "two", "of one with a console of its own");
			assertThat(log.records().take(4).map(LogRecordData::message).collectList().block()).containsExactly("one",
					"two", "of one with a console of its own", "three");
		}
		finally {
			context.stop();
		}
	}

	// One console at the root logger itself, one behind another appender, and one at a
	// logger that hands nothing on
	private static void configure(LoggerContext context) {
		Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
		root.addAppender(console(context));
		AsyncAppender async = new AsyncAppender();
		async.setContext(context);
		async.addAppender(console(context));
		async.setNeverBlock(false);
		async.start();
		root.addAppender(async);
		Logger own = context.getLogger("own");
		own.setAdditive(false);
		own.addAppender(console(context));
	}

	private static ConsoleAppender<ILoggingEvent> console(LoggerContext context) {
		PatternLayoutEncoder encoder = new PatternLayoutEncoder();
		encoder.setContext(context);
		encoder.setPattern("%msg%n");
		encoder.start();
		ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
		console.setContext(context);
		console.setEncoder(encoder);
		console.start();
		return console;
	}

	@Test
	void theConsoleOfLog4j2IsSilentUntilItIsHandedBack(CapturedOutput output) {
		org.apache.logging.log4j.core.LoggerContext context = new org.apache.logging.log4j.core.LoggerContext("test");
		context.start(withConsole());
		org.apache.logging.log4j.core.Logger logger = context.getLogger("app");
		try (WorkerLog log = WorkerLog.start(10, FORWARDED, this.standIn, (ring) -> new Log4j2Capture(context, ring))) {
			logger.info("one");
			context.setConfiguration(withConsole());
			logger.info("two");
			assertThat(output.getOut()).isEmpty();
			log.handBackConsole();
			logger.info("three");
			assertThat(output.getOut().lines()).containsExactly("three");
			assertThat(echoedMessages()).containsExactly("one", "two");
		}
		finally {
			Configurator.shutdown(context);
		}
	}

	private static BuiltConfiguration withConsole() {
		ConfigurationBuilder<BuiltConfiguration> builder = ConfigurationBuilderFactory.newConfigurationBuilder();
		return builder
			.add(builder.newAppender("console", "Console")
				.addAttribute("follow", true)
				.add(builder.newLayout("PatternLayout").addAttribute("pattern", "%msg%n")))
			.add(builder.newRootLogger("INFO").add(builder.newAppenderRef("console")))
			.build(false);
	}

	@Test
	void theConsoleOfJavaUtilLoggingIsSilentUntilItIsHandedBack(CapturedOutput output) {
		LogManager manager = new LogManager() {

		};
		java.util.logging.Logger logger = new java.util.logging.Logger("", null) {

		};
		logger.addHandler(new ConsoleHandler());
		manager.addLogger(logger);
		try (WorkerLog log = WorkerLog.start(10, FORWARDED, this.standIn, (ring) -> new JulCapture(manager, ring))) {
			logger.info("one");
			assertThat(output.getErr()).isEmpty();
			log.handBackConsole();
			logger.info("two");
			assertThat(output.getErr()).contains("two").doesNotContain("one");
			assertThat(echoedMessages()).containsExactly("one");
		}
	}

	private List<String> echoedMessages() {
		return echoed().stream().map((line) -> line.substring(line.indexOf(" : ") + 3)).toList();
	}

	private List<String> echoed() {
		return Stream.of(this.echoed.toString(StandardCharsets.UTF_8).split("\n")).map((line) -> {
			byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
			assertThat(EchoedLine.printedLength(bytes, 0, bytes.length)).isZero();
			return line.substring(EchoedLine.markLength());
		}).toList();
	}

}
