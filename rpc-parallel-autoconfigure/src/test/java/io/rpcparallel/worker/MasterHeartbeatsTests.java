package io.rpcparallel.worker;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import io.rpcparallel.process.ProcessSigns;
import io.rpcparallel.process.SilenceWatch;
import io.rpcparallel.protocol.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MasterHeartbeats}.
 */
class MasterHeartbeatsTests {

	private static final Duration INTERVAL = Duration.ofMillis(20);

	private static final Duration TIMEOUT = Duration.ofMillis(600);

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final Scheduler clock = Schedulers.newSingle("test-heartbeat", true);

	private final AtomicInteger beats = new AtomicInteger();

	private final AtomicInteger looks = new AtomicInteger();

	private final AtomicInteger losses = new AtomicInteger();

	private volatile boolean answering = true;

	@AfterEach
	void close() {
		this.clock.dispose();
	}

	@Test
	void aMasterThatAnswersIsNotGivenUp() {
		start(new ProcessSigns(true, false, null));
		Awaitility.await().atMost(PATIENCE).until(() -> this.beats.get() > 2 * TIMEOUT.dividedBy(INTERVAL));
		assertThat(this.losses).hasValue(0);
	}

	@Test
	@Tag("B3")
	void aMasterThatIsStoppedIsGivenUpOnceAndIsNotAskedAgainAndAgain() {
		start(new ProcessSigns(true, false, null));
		Awaitility.await().atMost(PATIENCE).until(() -> this.beats.get() > 2);
		this.answering = false;
		Awaitility.await().atMost(PATIENCE).until(() -> this.losses.get() > 0);
		int asked = this.beats.get();
		int looked = this.looks.get();
		Awaitility.await().atMost(PATIENCE).until(() -> this.looks.get() > looked + 10);
		assertThat(this.losses).hasValue(1);
		assertThat(this.beats).hasValue(asked);
	}

	@Test
	@Tag("B4")
	void aMasterThatWorksIsWaitedFor() {
		this.answering = false;
		start(null);
		// Each look at it takes at least half an interval
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> this.looks.get() > 2 * TIMEOUT.dividedBy(INTERVAL.dividedBy(2)));
		assertThat(this.losses).hasValue(0);
	}

	// Signs of one that works if there are none
	private void start(ProcessSigns signs) {
		SilenceWatch watch = new SilenceWatch(ProcessHandle.current(), INTERVAL, TIMEOUT, (process) -> {
			this.looks.incrementAndGet();
			return (signs != null) ? signs : new ProcessSigns(false, false, Duration.ofNanos(System.nanoTime()));
		}, System::nanoTime);
		new MasterHeartbeats(this::beat, watch, this.losses::incrementAndGet).start(INTERVAL, this.clock);
	}

	private Mono<Reply> beat() {
		this.beats.incrementAndGet();
		return this.answering ? Mono.just(Reply.value(null)) : Mono.never();
	}

}
