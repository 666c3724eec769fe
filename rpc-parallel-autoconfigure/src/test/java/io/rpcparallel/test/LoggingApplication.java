package io.rpcparallel.test;

import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerTemplate;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.logging.WorkerLog;
import io.rpcparallel.protocol.LogRecordData;

/**
 * An application that prints what one worker has logged, and ends.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class LoggingApplication {

	private static final String REPORT = "REPORT ";

	private static final Log logger = LogFactory.getLog(LoggingApplication.class);

	private static final JsonMapper mapper = JsonMapper.builder().build();

	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(LoggingApplication.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		ApplicationContext context = application.run(args);
		try (WorkerConnection<Object> worker = context.getBean(WorkerTemplate.class).spawn()) {
			@SuppressWarnings("unchecked")
			StatelessRpcFunction<String, List<String>> logged = (StatelessRpcFunction<String, List<String>>) context
				.getBean("logged");
			Report report = new Report(context.getBeanProvider(WorkerLog.class).getIfAvailable() == null,
					worker.run(logged, "the master"));
			System.out.println(REPORT + mapper.writeValueAsString(report));
		}
	}

	/**
	 * Wait for the report of an application that was started.
	 */
	public static Report reportOf(MasterProcess master) {
		return mapper.readValue(master.awaitLine(REPORT), Report.class);
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, List<String>> logged(ObjectProvider<WorkerLog> log) {
		return (who) -> {
			logger.info("Called by " + who, new IllegalStateException("for once"));
			// Each makes the logging system new, as the one before leaves it
			// uninitialised
			for (int i = 1; i <= 2; i++) {
				new SpringApplicationBuilder(Other.class).web(WebApplicationType.NONE).run().close();
				logger.warn("After application " + i);
			}
			WorkerLog records = log.getObject();
			// Ends the records; nobody reads them after this
			records.close();
			return records.records().map(LoggingApplication::text).collectList().block();
		};
	}

	private static String text(LogRecordData record) {
		return "%s %s %s%s".formatted(record.level(), record.logger(), record.message(),
				(record.throwable() != null) ? " " + record.throwable().toRemoteThrowable() : "");
	}

	/**
	 * An application within the worker.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Other {

	}

	/**
	 * What the application prints.
	 *
	 * @param masterHasNone whether nothing is taken in the master
	 * @param records what the worker has logged, each with level and logger
	 */
	public record Report(boolean masterHasNone, List<String> records) {

	}

}
