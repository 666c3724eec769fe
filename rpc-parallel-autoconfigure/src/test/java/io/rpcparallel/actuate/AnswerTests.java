package io.rpcparallel.actuate;

import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import io.rpcparallel.master.TestWorker;
import io.rpcparallel.master.WorkerControl;
import io.rpcparallel.master.WorkerTable;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ThreadDumpText;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Answer}.
 */
class AnswerTests {

	private final WorkerTable table = new WorkerTable(Duration.ofMinutes(1));

	private final TestWorker worker = TestWorker.up(this.table, "one", 4711);

	@AfterEach
	void beInterruptedNoMore() {
		Thread.interrupted();
	}

	@Test
	void whatAWorkerAnswersIsTheAnswer() {
		Reply reply = Reply.value(new ControlCodec().encode(new ThreadDumpText("all threads")));
		assertThat(ask(Mono.just(reply))).isEqualTo(new Answer<>("all threads", null));
	}

	@Test
	void whoeverAsksAWorkerThatStandsStillWaitsForAWhileOnly() {
		AtomicBoolean cancelled = new AtomicBoolean();
		assertThat(ask(Mono.<Reply>never().doOnCancel(() -> cancelled.set(true))))
			.isEqualTo(new Answer<>(null, "The worker did not answer within PT0.05S"));
		assertThat(cancelled).isTrue();
	}

	@Test
	void whatAWorkerCannotTellIsSaidInItsWords() {
		assertThat(ask(Mono.just(new ControlCodec().threw(new IllegalStateException("Not by this JVM")))))
			.isEqualTo(new Answer<>(null, "Not by this JVM"));
	}

	@Test
	void anEndOfTheConnectionIsToldAsThat() {
		assertThat(ask(Mono.error(new ClosedChannelException()))).isEqualTo(new Answer<>(null,
				"The connection to worker 'one' has failed: java.nio.channels.ClosedChannelException"));
	}

	@Test
	void aLostWorkerIsNotAsked() {
		this.worker.connected((request) -> Mono.never()).lost("killed");
		assertThat(Answer.of(this.table.find("one"), WorkerControl::threadDump, Duration.ofDays(1)))
			.isEqualTo(new Answer<>(null, "The worker can't be asked, as it is LOST"));
	}

	@Test
	void whoeverIsInterruptedWaitsNoLonger() {
		Thread.currentThread().interrupt();
		assertThat(ask(Mono.never())).isEqualTo(new Answer<>(null, "Nobody waits for the answer any more"));
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
	}

	private Answer<String> ask(Mono<Reply> reply) {
		this.worker.connected((request) -> reply);
		return Answer.of(this.table.find("one"), WorkerControl::threadDump, Duration.ofMillis(50));
	}

}
