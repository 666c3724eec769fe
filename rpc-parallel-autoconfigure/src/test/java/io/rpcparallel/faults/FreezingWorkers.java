package io.rpcparallel.faults;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import reactor.core.publisher.Mono;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.test.FreezeApplication;
import io.rpcparallel.test.RecordedSilences;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.fault.Figures;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A master whose workers freeze or are slow.
 */
abstract class FreezingWorkers {

	protected static final Duration INTERVAL = Duration.ofMillis(300);

	protected static final Duration TIMEOUT = Duration.ofSeconds(3);

	protected static final Duration PATIENCE = Duration.ofSeconds(30);

	protected static final int SOME_SECONDS = 150_000_000;

	protected final TestMaster master = TestMaster.start(FreezeApplication.class);

	protected RecordedSilences silences;

	@BeforeEach
	void find() {
		this.silences = this.master.context().getBean(RecordedSilences.class);
	}

	@AfterEach
	void close() {
		this.master.close();
	}

	protected void surviveBurntProcessors(WorkerConnection<Object> worker, Duration duration) {
		StatelessRpcFunction<Long, Long> burn = this.master.bean("burn");
		worker.run(burn, duration.toMillis());
		assertThat(this.silences.suspected()).as("silent for three intervals").doesNotContain("one");
		Figures.print("B5", "heard at least each %d ms while its processors were burnt for %d ms",
				INTERVAL.multipliedBy(3).toMillis(), duration.toMillis());
	}

	protected Mono<WorkerConnection<Object>> spawn(String name, Duration timeout, String... jvmArguments) {
		return this.master.workers()
			.spawnAsync(SpawnOptions.defaults()
				.withName(name)
				.withJvmArguments(jvmArguments)
				.withRpcSettings((rpc) -> rpc.withHeartbeat(INTERVAL, timeout)));
	}

}
