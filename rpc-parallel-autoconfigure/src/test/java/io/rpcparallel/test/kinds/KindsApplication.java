package io.rpcparallel.test.kinds;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import reactor.core.publisher.Mono;

import io.rpcparallel.function.AsyncRpcFunction;
import io.rpcparallel.function.OneWayFunction;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.function.WorkerType;

/**
 * The application: what answers with one value or none. The other kinds are imported.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ StreamFunctions.class, UploadFunctions.class, MappedFunctions.class, Handlers.class })
public class KindsApplication {

	public static void main(String[] args) {
		SpringApplication.run(KindsApplication.class, args);
	}

	@Bean
	WorkerType<Ledger, Integer> ledger() {
		return Ledger::new;
	}

	@Bean
	@WorkerFunction
	RpcFunction<Ledger, Integer, Integer> add() {
		return (ledger, amount) -> {
			int[] total = new int[1];
			ledger.alone(() -> total[0] = ledger.add(amount));
			return total[0];
		};
	}

	@Bean
	@WorkerFunction
	RpcFunction<Ledger, Void, Map<String, Long>> counts() {
		return (ledger, ignored) -> ledger.counts();
	}

	@Bean
	@WorkerFunction
	RpcFunction<Ledger, Void, List<String>> notes() {
		return (ledger, ignored) -> ledger.notes();
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<Void, Long> heap() {
		return (ignored) -> {
			System.gc();
			return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
		};
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> echo() {
		return (text) -> text;
	}

	@Bean
	@WorkerFunction
	AsyncRpcFunction<Ledger, String, String> echoLater() {
		return (ledger, text) -> Mono.justOrEmpty(text);
	}

	@Bean
	@WorkerFunction
	RpcFunction<Ledger, String, String> block() {
		return (ledger, name) -> {
			ledger.count(name + " began");
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				ledger.count(name + " interrupted");
				throw ex;
			}
			return name;
		};
	}

	@Bean
	@WorkerFunction
	AsyncRpcFunction<Ledger, String, String> never() {
		return (ledger, name) -> Mono.<String>never()
			.doFirst(() -> ledger.count(name + " began"))
			.doOnCancel(() -> ledger.count(name + " disposed"));
	}

	@Bean
	@WorkerFunction
	OneWayFunction<Ledger, String> note() {
		return (ledger, text) -> {
			if (text.startsWith("fail")) {
				throw new IllegalStateException("can't note '" + text + "'");
			}
			ledger.note(text);
		};
	}

}
