package io.rpcparallel.test;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import tools.jackson.databind.json.JsonMapper;

import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.function.WorkerType;

/**
 * An application with functions that spawns nothing. Prints how it is once it is ready,
 * and ends when its standard input does.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class PlainApplication {

	private static final String REPORT = "REPORT ";

	private static final JsonMapper mapper = JsonMapper.builder().build();

	public static void main(String[] args) throws IOException {
		SpringApplication.run(PlainApplication.class, args);
		System.in.read();
	}

	/**
	 * Wait for the report of an application that was started.
	 */
	public static Report reportOf(MasterProcess process) {
		return mapper.readValue(process.awaitLine(REPORT), Report.class);
	}

	@EventListener
	void ready(ApplicationReadyEvent event) {
		Duration start = Duration.between(Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()),
				Instant.now());
		long cpu = TimeUnit.NANOSECONDS.toMillis(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
		boolean template = event.getApplicationContext().containsBean("workerTemplate");
		System.out.println(REPORT + mapper.writeValueAsString(new Report(template, start.toMillis(), cpu,
				Thread.getAllStackTraces()
					.keySet()
					.stream()
					.map(Thread::getName)
					.collect(Collectors.toCollection(TreeSet::new)),
				Leftovers.sockets(), Leftovers.eventPolls())));
	}

	@Bean
	WorkerType<Counter, Integer> counter() {
		return Counter::new;
	}

	@Bean
	@WorkerFunction
	RpcFunction<Counter, Integer, Integer> add() {
		return Counter::add;
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<Range, Long> sum() {
		return (range) -> IntStream.range(range.from(), range.to()).asLongStream().sum();
	}

	/**
	 * A payload.
	 */
	public record Range(int from, int to) {

	}

	/**
	 * What the application prints.
	 *
	 * @param workerTemplate whether it has the beans of the library
	 * @param startMillis the time from the start of the JVM until it was ready
	 * @param cpuMillis the processor time that the main thread took for it, which other
	 * load on the machine changes little
	 * @param threads the names of its threads
	 * @param sockets its TCP sockets
	 * @param eventPolls how many selectors it has
	 */
	public record Report(boolean workerTemplate, long startMillis, long cpuMillis, Set<String> threads,
			Set<String> sockets, long eventPolls) {

	}

}
