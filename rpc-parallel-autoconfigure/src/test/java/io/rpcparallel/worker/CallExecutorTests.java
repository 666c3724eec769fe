package io.rpcparallel.worker;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CallExecutor}.
 */
class CallExecutorTests {

	private final CallExecutor executor = new CallExecutor("alice", 1, getClass().getClassLoader(), (thread, ex) -> {
	});

	@Test
	void whatIsExecutedRunsOnAThreadOfTheWorker() {
		String thread = this.executor.execute(() -> Thread.currentThread().getName()).block();
		assertThat(thread).startsWith("rpc-parallel-alice-call-");
		this.executor.close(Duration.ofSeconds(5));
	}

	@Test
	void nothingComesOfWhatIsExecutedAfterTheEnd() {
		this.executor.close(Duration.ofSeconds(5));
		Mono<String> late = this.executor.execute(() -> "late");
		StepVerifier.create(late).expectSubscription().expectNoEvent(Duration.ofMillis(50)).thenCancel().verify();
	}

}
