package io.rpcparallel.demo.testing;

import java.util.Locale;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;

/**
 * Functions of tests, which the application does not find by itself.
 */
@TestConfiguration(proxyBeanMethods = false)
class MoreFunctions {

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> upperCase() {
		return (text) -> text.toUpperCase(Locale.ROOT);
	}

}
