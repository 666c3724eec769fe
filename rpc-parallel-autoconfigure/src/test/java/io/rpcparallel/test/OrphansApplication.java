package io.rpcparallel.test;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerOperations;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;

/**
 * A master with as many workers as its first argument says: by turns idle ones, ones in a
 * counted loop on one processor with the serial collector, ones with a child, and ones
 * with a process that has got another parent. Says {@code WORKERS} and {@code CHILDREN}
 * with their process ids, and ends when its standard input does. Without an argument it
 * has none.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(CounterApplication.class)
public class OrphansApplication {

	private static final int SORTS = 4;

	public static void main(String[] args) {
		SpringApplication.run(OrphansApplication.class, args);
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<Integer, Long> startDetached() {
		return (seconds) -> {
			Process shell = new ProcessBuilder("sh", "-c", "sleep %d > /dev/null & echo $!".formatted(seconds)).start();
			try (BufferedReader output = shell.inputReader()) {
				return Long.valueOf(output.readLine());
			}
		};
	}

	@Bean
	CommandLineRunner runner(WorkerOperations workers, StatelessRpcFunction<Integer, Integer> countForEver,
			StatelessRpcFunction<Integer, Long> startSleep, StatelessRpcFunction<Integer, Long> startDetached) {
		return (args) -> {
			if (args.length == 0) {
				return;
			}
			List<Spawned> spawned = Flux.range(0, Integer.parseInt(args[0]))
				.flatMap((number) -> workers
					.spawnAsync(SpawnOptions.defaults()
						.withJvmArguments("-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1", "-XX:TieredStopAtLevel=4"))
					.flatMap((worker) -> switch (number % SORTS) {
						case 0 -> Mono.just(new Spawned(worker, null));
						case 1 -> {
							worker.submit(countForEver, 1).onErrorComplete().subscribe();
							yield Mono.just(new Spawned(worker, null));
						}
						case 2 -> worker.submit(startSleep, 1000).map((child) -> new Spawned(worker, child));
						default -> worker.submit(startDetached, 1000).map((child) -> new Spawned(worker, child));
					}), SORTS * SORTS)
				.collectList()
				.block();
			say("CHILDREN ", spawned.stream().filter((each) -> each.child() != null).map(Spawned::child).toList());
			say("WORKERS ", spawned.stream().map((each) -> each.worker().worker().pid()).toList());
			awaitEndOfInput();
		};
	}

	private static void say(String word, List<Long> pids) {
		System.out.println(word + pids.stream().map(String::valueOf).collect(Collectors.joining(",")));
	}

	private static void awaitEndOfInput() throws IOException {
		System.in.read();
	}

	/**
	 * A worker and what it has started.
	 */
	private record Spawned(WorkerConnection<Object> worker, Long child) {

	}

}
