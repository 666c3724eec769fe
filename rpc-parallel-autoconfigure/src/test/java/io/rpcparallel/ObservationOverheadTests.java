package io.rpcparallel;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import reactor.core.publisher.Flux;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.TracedApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Measures what observation adds to a call of a function that adds one to a number, on
 * both sides together: the rounds of all contenders take turns, and the processor's time
 * is counted, as other load disturbs it least. Prints the medians.
 */
@EnabledIfSystemProperty(named = "rpc-parallel.test.overhead", matches = "true")
class ObservationOverheadTests {

	private static final int CALLS = 50_000;

	private static final int WARM_UP = 10;

	private static final int ROUNDS = 21;

	private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	@Test
	void observationCostsWhatTheDocumentationSays() {
		Map<String, Contender> contenders = new LinkedHashMap<>();
		contenders.put("off", new Contender("rpc-parallel.calls.observation-enabled=false", "test.traced=false"));
		contenders.put("timers without those of active calls",
				new Contender("management.metrics.observations.ignored-meters=long-task-timer", "test.traced=false"));
		contenders.put("timers", new Contender("test.traced=false"));
		contenders.put("timers and spans", new Contender("test.traced=true"));
		for (int round = -WARM_UP; round < ROUNDS; round++) {
			for (Contender contender : contenders.values()) {
				contender.run(round >= 0);
			}
		}
		System.out.printf("%-40s %12s %14s%n", "observed", "CPU us/call", "bytes/call");
		contenders.forEach((name, contender) -> System.out.printf("%-40s %12.2f %14d%n", name,
				contender.cpuNanos() / 1000.0, contender.bytes()));
		assertThat(contenders.get("off").bytes()).isLessThan(contenders.get("timers").bytes());
		contenders.values().forEach(Contender::close);
	}

	private long allocated() {
		return Arrays.stream(this.threads.getThreadAllocatedBytes(this.threads.getAllThreadIds()))
			.filter((bytes) -> bytes > 0)
			.sum();
	}

	/**
	 * An application with a worker that is served in this process.
	 */
	private final class Contender {

		private final TestMaster master;

		private final WorkerConnection<Object> worker;

		private final StatelessRpcFunction<Integer, Integer> next;

		private final List<Long> cpuNanos = new ArrayList<>();

		private final List<Long> bytes = new ArrayList<>();

		Contender(String... properties) {
			this.master = TestMaster.start(TracedApplication.class, properties);
			this.worker = this.master.workers().connect(this.master.workers().serve());
			this.next = this.master.bean("next");
		}

		void run(boolean counted) {
			long bytes = allocated();
			long nanos = ObservationOverheadTests.this.system.getProcessCpuTime();
			assertThat(Flux.range(0, CALLS).flatMap((i) -> this.worker.submit(this.next, i), 64).count().block())
				.isEqualTo(CALLS);
			if (counted) {
				this.cpuNanos.add((ObservationOverheadTests.this.system.getProcessCpuTime() - nanos) / CALLS);
				this.bytes.add((allocated() - bytes) / CALLS);
			}
		}

		long cpuNanos() {
			return median(this.cpuNanos);
		}

		long bytes() {
			return median(this.bytes);
		}

		private static long median(List<Long> values) {
			return values.stream().sorted().toList().get(values.size() / 2);
		}

		void close() {
			this.worker.close();
			this.master.workers().shutdown(this.worker.worker());
			this.master.close();
		}

	}

}
