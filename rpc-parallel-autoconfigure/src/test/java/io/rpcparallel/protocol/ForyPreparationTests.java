package io.rpcparallel.protocol;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.StringUtils;

import io.rpcparallel.test.LeavesNothingBehind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ForyPreparation}.
 */
@LeavesNothingBehind
@ExtendWith(OutputCaptureExtension.class)
class ForyPreparationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final ForyRuntime fory = new ForyRuntime(List.of(First.class, Second.class), getClass().getClassLoader());

	@Test
	void typesAreToldAsTheyGetReadyAlsoToWhoAsksLater() {
		ForyPreparation preparation = new ForyPreparation(() -> this.fory);
		preparation.start(0, First.class, Set.of(First.class));
		assertThat(preparation.prepared().next().block(PATIENCE)).isZero();
		preparation.start(1, Second.class, Set.of(Second.class));
		assertThat(preparation.prepared().take(2).collectList().block(PATIENCE)).containsExactly(0, 1);
	}

	@Test
	void aFailureIsLoggedOnceAndTheOtherTypesGetReady(CapturedOutput output) {
		AtomicInteger failures = new AtomicInteger(2);
		Supplier<ForyRuntime> failing = () -> {
			if (failures.getAndDecrement() > 0) {
				throw new ExceptionInInitializerError("no Unsafe here");
			}
			return this.fory;
		};
		ForyPreparation preparation = new ForyPreparation(failing);
		preparation.start(0, First.class, Set.of(First.class));
		preparation.start(1, First.class, Set.of(First.class));
		Awaitility.await().until(() -> failures.get() == 0);
		preparation.start(2, Second.class, Set.of(Second.class));
		assertThat(preparation.prepared().next().block(PATIENCE)).isEqualTo(2);
		assertThat(output).contains("Payloads of '%s' stay with CBOR".formatted(First.class.getName()));
		assertThat(StringUtils.countOccurrencesOf(output.getAll(), "no Unsafe here")).isEqualTo(1);
	}

	@Test
	void oneThreadServesAllTypesAndWhatWaitsWhenItIsClosedIsLeft(CapturedOutput output) {
		Held held = new Held();
		ForyPreparation preparation = new ForyPreparation(held);
		preparation.start(0, First.class, Set.of(First.class));
		preparation.start(1, Second.class, Set.of(Second.class));
		held.awaitEntered();
		assertThat(codecThreads()).isEqualTo(1);
		Thread.currentThread().interrupt();
		preparation.close();
		assertThat(Thread.interrupted()).isTrue();
		held.fail();
		Awaitility.await().until(() -> codecThreads() == 0);
		assertThat(held.asked).hasValue(1);
		assertThat(output).doesNotContain("stay with CBOR");
		preparation.start(2, Second.class, Set.of(Second.class));
		assertThat(codecThreads()).isZero();
	}

	@Test
	void closingWaitsForWhatIsUnderWayAndNothingIsToldOfIt() throws InterruptedException {
		Held held = new Held();
		ForyPreparation preparation = new ForyPreparation(held);
		preparation.start(0, First.class, Set.of(First.class));
		held.awaitEntered();
		Thread closing = new Thread(preparation::close);
		closing.start();
		Awaitility.await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
		held.fory.complete(this.fory);
		closing.join();
		assertThat(codecThreads()).isZero();
		assertThat(preparation.prepared().next().timeout(Duration.ofMillis(50)).onErrorComplete().block()).isNull();
	}

	@Test
	void whereNoThreadCanBeHadTheTypeStaysWithCborAndALaterOneMayGetReady(CapturedOutput output) {
		AtomicBoolean none = new AtomicBoolean(true);
		ForyPreparation preparation = new ForyPreparation(() -> this.fory, (task) -> new Thread(task) {

			@Override
			public void start() {
				if (none.get()) {
					throw new OutOfMemoryError("unable to create native thread");
				}
				super.start();
			}

		});
		preparation.start(0, First.class, Set.of(First.class));
		assertThat(output).contains("Payloads of '%s' stay with CBOR".formatted(First.class.getName()));
		none.set(false);
		preparation.start(1, Second.class, Set.of(Second.class));
		assertThat(preparation.prepared().next().block(PATIENCE)).isEqualTo(1);
	}

	private static long codecThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("rpc-parallel-codec"))
			.count();
	}

	private static final class Held implements Supplier<ForyRuntime> {

		private final AtomicInteger asked = new AtomicInteger();

		private final CompletableFuture<ForyRuntime> fory = new CompletableFuture<>();

		@Override
		public ForyRuntime get() {
			this.asked.incrementAndGet();
			return this.fory.join();
		}

		void awaitEntered() {
			Awaitility.await().until(() -> this.asked.get() == 1);
		}

		void fail() {
			this.fory.completeExceptionally(new IllegalStateException("too late"));
		}

	}

	record First(int x) {

	}

	record Second(int x) {

	}

}
