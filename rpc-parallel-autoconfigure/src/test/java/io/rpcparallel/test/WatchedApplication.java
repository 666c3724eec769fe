package io.rpcparallel.test;

import java.util.stream.IntStream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.WorkerOperations;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;

/**
 * An application whose workers log, and launch workers of their own.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class WatchedApplication {

	private static final Log logger = LogFactory.getLog(WatchedApplication.class);

	public static void main(String[] args) {
		SpringApplication.run(WatchedApplication.class, args);
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<Integer, Long> countPrimes() {
		return (limit) -> {
			logger.info("Counting the primes below %d".formatted(limit));
			return IntStream.range(2, limit)
				.filter((n) -> IntStream.rangeClosed(2, (int) Math.sqrt(n)).noneMatch((d) -> n % d == 0))
				.count();
		};
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> launchHelper(WorkerOperations workers) {
		return (name) -> workers.launch(SpawnOptions.defaults().withName(name)).name();
	}

}
