package io.rpcparallel.test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import io.rpcparallel.Worker;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerOperations;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.SessionType;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.function.WorkerType;

/**
 * An application whose workers keep a ledger, and connect to each other. Its {@code main}
 * does not use {@code SpringApplication.run}, and leaves what it does to a bean that the
 * arguments choose.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class LedgerApplication {

	public static void main(String[] args) throws Exception {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder().sources(LedgerApplication.class)
			.web(WebApplicationType.NONE)
			.run(args)) {
			context.getBean(LedgerClient.class).run();
		}
	}

	@Bean
	@Lazy
	LedgerClient client(WorkerOperations workers, WorkerType<Ledger, String> ledger,
			SessionType<Ledger, Page, String> page, RpcFunction<Page, String, List<String>> write,
			StatelessRpcFunction<Integer, Long> sum) {
		return new LedgerClient(workers, ledger, page, write, sum);
	}

	@Bean
	WorkerType<Ledger, String> ledger() {
		return Ledger::new;
	}

	@Bean
	SessionType<Ledger, Page, String> page() {
		return (ledger, name) -> {
			if (name.isEmpty()) {
				throw new IllegalArgumentException("a page needs a name");
			}
			return new Page(ledger, name);
		};
	}

	@Bean
	@WorkerFunction
	RpcFunction<Ledger, String, List<String>> note() {
		return Ledger::note;
	}

	@Bean
	@WorkerFunction
	RpcFunction<Page, String, List<String>> write() {
		return Page::write;
	}

	/**
	 * Notes the same in the ledgers of others.
	 */
	@Bean
	@WorkerFunction
	StatelessRpcFunction<Errand, Map<String, List<String>>> errand(WorkerOperations workers,
			RpcFunction<Ledger, String, List<String>> note) {
		return (errand) -> {
			Map<String, List<String>> ledgers = new LinkedHashMap<>();
			for (Worker<Ledger> to : errand.all()) {
				try (WorkerConnection<Ledger> connection = workers.connect(to)) {
					ledgers.put(to.name(), connection.run(note, errand.text()));
				}
			}
			return ledgers;
		};
	}

	/**
	 * Serves ledgers in this worker.
	 */
	@Bean
	@WorkerFunction
	StatelessRpcFunction<List<String>, Map<String, List<Worker<Ledger>>>> serve(WorkerOperations workers,
			WorkerType<Ledger, String> ledger) {
		return (names) -> {
			Map<String, List<Worker<Ledger>>> served = new LinkedHashMap<>();
			names.forEach((name) -> served.put(name, List.of(workers.serve(ledger, name))));
			return served;
		};
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<Worker<Ledger>, Worker<Ledger>> shutdown(WorkerOperations workers) {
		return (other) -> {
			workers.shutdown(other);
			return other;
		};
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, Sockets> sockets() {
		return (ignored) -> Sockets.ofThisProcess();
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> env() {
		return System::getenv;
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<Integer, Long> sum() {
		return (to) -> LongStream.rangeClosed(0, to).sum();
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<List<Long>, Long> product() {
		return (factors) -> factors.stream().reduce(1L, Math::multiplyExact);
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<Addition, Long> addNumbers() {
		return (addition) -> Math.addExact(addition.first(), addition.second());
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<byte[], byte[]> repeat() {
		return (bytes) -> bytes;
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> block() {
		return (ignored) -> {
			new CountDownLatch(1).await();
			return ignored;
		};
	}

	/**
	 * What is to be noted by whom.
	 */
	public record Errand(String text, Worker<Ledger> one, List<Worker<Ledger>> more,
			Map<String, Worker<Ledger>> named) {

		List<Worker<Ledger>> all() {
			List<Worker<Ledger>> all = new ArrayList<>(List.of(this.one));
			all.addAll(this.more);
			all.addAll(this.named.values());
			return all;
		}

	}

	/**
	 * Two numbers.
	 */
	public record Addition(long first, long second) {

	}

	/**
	 * The state of a worker.
	 */
	public static class Ledger {

		private final List<String> entries = new ArrayList<>();

		Ledger(String first) {
			this.entries.add(first);
		}

		synchronized List<String> note(String text) {
			if (!text.isEmpty()) {
				this.entries.add(text);
			}
			return List.copyOf(this.entries);
		}

	}

	/**
	 * The state of a connection.
	 */
	public static class Page implements AutoCloseable {

		private final Ledger ledger;

		private final String name;

		Page(Ledger ledger, String name) {
			this.ledger = ledger;
			this.name = name;
		}

		List<String> write(String text) {
			return this.ledger.note(this.name + ": " + text);
		}

		@Override
		public void close() {
			this.ledger.note(this.name + " is closed");
		}

	}

}
