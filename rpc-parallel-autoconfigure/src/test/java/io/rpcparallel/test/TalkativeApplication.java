package io.rpcparallel.test;

import java.util.concurrent.CountDownLatch;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.slf4j.MDC;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.function.WorkerType;

/**
 * An application whose workers log.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(NestingApplication.Nest.class)
public class TalkativeApplication {

	private static final Log logger = LogFactory.getLog(TalkativeApplication.class);

	public static void main(String[] args) {
		SpringApplication.run(TalkativeApplication.class, args);
	}

	@Bean
	WorkerType<String, String> talker() {
		return (name) -> {
			logger.info("Talker %s is made".formatted(name));
			return name;
		};
	}

	/**
	 * Logs a message in a context and with a throwable.
	 */
	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> warn() {
		return (message) -> {
			MDC.put("request", "request of " + message);
			try {
				logger.warn(message, new IllegalStateException("thrown for " + message));
			}
			finally {
				MDC.remove("request");
			}
			return Thread.currentThread().getName();
		};
	}

	/**
	 * Logs a message at level DEBUG and another one at level INFO.
	 */
	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> debug() {
		return (message) -> {
			logger.debug(message);
			logger.info("not " + message);
			return message;
		};
	}

	/**
	 * Logs as many messages as it is told to, as fast as it can.
	 */
	@Bean
	@WorkerFunction
	StatelessRpcFunction<Integer, Integer> storm() {
		return (messages) -> {
			for (int i = 1; i <= messages; i++) {
				logger.info("storm " + i);
			}
			return messages;
		};
	}

	/**
	 * Prints a line.
	 */
	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> print() {
		return (line) -> {
			System.out.println(line);
			return line;
		};
	}

	/**
	 * Logs a message and ends its process at once, so that nothing else can be done.
	 */
	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> sayAndHalt() {
		return (message) -> {
			logger.error(message);
			Runtime.getRuntime().halt(9);
			return message;
		};
	}

	/**
	 * Logs a message and keeps its worker busy until the call is cancelled.
	 */
	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> sayAndBlock() {
		return (message) -> {
			Thread talking = new Thread(() -> logger.info(message + " from a thread"), "talking");
			logger.info(message);
			talking.start();
			new CountDownLatch(1).await();
			return message;
		};
	}

}
