package io.rpcparallel.test;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
 * with a process that has got another parent. Says {@code STARTED} for each of them,
 * {@code IDLE}, {@code COUNTING}, {@code PARENTS} and {@code CHILDREN} with their process
 * ids, and ends when its standard input does. Without an argument it has none.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(CounterApplication.class)
public class OrphansApplication {

	private static final int SORTS = 4;

	private static final String[] ONE_PROCESSOR = { "-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1",
			"-XX:TieredStopAtLevel=4" };

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
			List<WorkerConnection<Object>> all = Flux.range(0, Integer.parseInt(args[0]))
				.flatMap((number) -> workers.spawnAsync(SpawnOptions.defaults().withJvmArguments(ONE_PROCESSOR)))
				.doOnNext((worker) -> System.out.println("STARTED " + worker))
				.collectList()
				.block();
			List<Long> children = Flux.range(0, all.size()).flatMap((number) -> switch (number % SORTS) {
				case 2 -> all.get(number).submit(startSleep, 1000);
				case 3 -> all.get(number).submit(startDetached, 1000);
				default -> Mono.<Long>empty();
			}).collectList().block();
			for (int number = 1; number < all.size(); number += SORTS) {
				all.get(number).submit(countForEver, 1).onErrorComplete().subscribe();
			}
			say("IDLE ", pids(all, 0));
			say("COUNTING ", pids(all, 1));
			say("PARENTS ", pids(all, 2, 3));
			say("CHILDREN ", children);
			awaitEndOfInput();
		};
	}

	private static List<Long> pids(List<WorkerConnection<Object>> all, int... sorts) {
		return IntStream.of(sorts)
			.flatMap((sort) -> IntStream.iterate(sort, (number) -> number < all.size(), (number) -> number + SORTS))
			.mapToObj((number) -> all.get(number).worker().pid())
			.toList();
	}

	private static void say(String word, List<Long> pids) {
		System.out.println(word + pids.stream().map(String::valueOf).collect(Collectors.joining(",")));
	}

	private static void awaitEndOfInput() throws IOException {
		System.in.read();
	}

}
