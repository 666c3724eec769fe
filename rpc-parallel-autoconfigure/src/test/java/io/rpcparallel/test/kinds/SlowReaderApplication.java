package io.rpcparallel.test.kinds;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerTemplate;
import io.rpcparallel.function.StreamFunction;
import io.rpcparallel.function.WorkerType;

/**
 * An application that reads a stream without end from a worker with a small limit for
 * slow readers, until it is stopped.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(KindsApplication.class)
public class SlowReaderApplication {

	// More than fits into the buffers of a socket, even the few that may be under way
	private static final int BLOCK = 4 * 1024 * 1024;

	@SuppressWarnings("unchecked")
	public static void main(String[] args) throws IOException {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(SlowReaderApplication.class)
			.web(WebApplicationType.NONE)
			.run(args);
		WorkerTemplate workers = context.getBean(WorkerTemplate.class);
		WorkerType<Ledger, Integer> type = (WorkerType<Ledger, Integer>) context.getBean("ledger");
		StreamFunction<Ledger, Integer, byte[]> blocks = (StreamFunction<Ledger, Integer, byte[]>) context
			.getBean("blocks");
		SpawnOptions options = SpawnOptions.defaults()
			.withRpcSettings((settings) -> settings.withBufferAgeLimit(Duration.ofSeconds(1)));
		AtomicReference<Throwable> end = new AtomicReference<>();
		try (WorkerConnection<Ledger> worker = workers.spawn(type, 0, options)) {
			worker.stream(blocks, BLOCK).index().doOnNext((block) -> {
				if (block.getT1() == 20) {
					System.out.println("WORKER " + worker.worker().pid());
				}
			}).doOnError(end::set).onErrorComplete().blockLast();
			System.out.println("ENDED " + end.get());
		}
		System.in.read();
		context.close();
	}

}
