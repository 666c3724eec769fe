package io.rpcparallel.autoconfigure;

import java.util.List;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.rpcparallel.WorkerStartException;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.function.WorkerType;

/**
 * Applications that must not start.
 */
final class BadFunctions {

	private BadFunctions() {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class SendsThreads {

		@Bean
		@WorkerFunction
		StatelessRpcFunction<List<Thread>, String> sendsThreads() {
			return Object::toString;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@SuppressWarnings("rawtypes")
	static class Raw {

		@Bean
		@WorkerFunction
		RpcFunction raw() {
			return (state, query) -> query;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class StartsNoWorker {

		@Bean
		String startsNoWorker() {
			throw new WorkerStartException("one", "its process ended with exit code 1", 1,
					List.of("[worker one stderr] no such class"), null);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OpenInit {

		@Bean
		WorkerType<String, Object> openInit() {
			return Object::toString;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SameTwice {

		private final StatelessRpcFunction<String, String> shared = (text) -> text;

		@Bean
		@WorkerFunction
		StatelessRpcFunction<String, String> one() {
			return this.shared;
		}

		@Bean
		@WorkerFunction
		StatelessRpcFunction<String, String> two() {
			return this.shared;
		}

	}

}
