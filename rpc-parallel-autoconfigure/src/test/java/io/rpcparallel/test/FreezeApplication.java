package io.rpcparallel.test;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;

/**
 * An application whose workers keep their processors busy, or freeze.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(CounterApplication.class)
public class FreezeApplication {

	/**
	 * Arguments of a JVM that {@code freeze} freezes: it reaches no safepoint in a loop.
	 */
	public static final String[] FREEZING_JVM = { "-XX:TieredStopAtLevel=4", "-XX:-UseCountedLoopSafepoints",
			"-XX:LoopStripMiningIter=0" };

	private static final long PAUSE = Duration.ofMillis(20).toNanos();

	public static void main(String[] args) {
		SpringApplication.run(FreezeApplication.class, args);
	}

	@Bean
	RecordedSilences silences() {
		return new RecordedSilences();
	}

	/**
	 * Counts to a number while a garbage collection waits for that, and all threads of
	 * the JVM for the collection. Returns how long it took in milliseconds.
	 */
	@Bean
	@WorkerFunction
	StatelessRpcFunction<Integer, Long> freeze() {
		return (iterations) -> {
			Thread collector = new Thread(() -> {
				// More than once, as the loop is interpreted at first
				while (!Thread.currentThread().isInterrupted()) {
					System.gc();
					LockSupport.parkNanos(PAUSE);
				}
			});
			collector.setDaemon(true);
			collector.start();
			long start = System.nanoTime();
			int sum = count(iterations, iterations % 5 + 3);
			long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
			collector.interrupt();
			return (sum != Integer.MIN_VALUE) ? millis : 0;
		};
	}

	/**
	 * Keeps four times as many threads in loops as there are processors, for a number of
	 * milliseconds.
	 */
	@Bean
	@WorkerFunction
	StatelessRpcFunction<Long, Long> burn() {
		return (millis) -> {
			long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
			Thread[] threads = IntStream.range(0, 4 * Runtime.getRuntime().availableProcessors())
				.mapToObj((number) -> new Thread(() -> burnUntil(end)))
				.toArray(Thread[]::new);
			for (Thread thread : threads) {
				thread.start();
			}
			for (Thread thread : threads) {
				thread.join();
			}
			return millis;
		};
	}

	private static void burnUntil(long end) {
		int sum = 0;
		while (System.nanoTime() - end < 0) {
			sum += count(10_000_000 + (sum & 1), 3 + (sum & 3));
		}
	}

	// Slow enough for a loop that an int counts, also if it is to take half a minute
	private static int count(int iterations, int divisor) {
		int sum = 0;
		for (int i = 0; i < iterations; i++) {
			sum = (sum ^ i) / divisor + i;
			sum = (sum ^ i) / divisor + i;
			sum = (sum ^ i) / divisor + i;
			sum = (sum ^ i) / divisor + i;
			sum = (sum ^ i) / divisor + i;
			sum = (sum ^ i) / divisor + i;
		}
		return sum;
	}

}
