package io.rpcparallel.test;

import java.util.concurrent.CountDownLatch;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.slf4j.MDC;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.function.WorkerType;

/**
 * An application whose workers log.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
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
