package io.rpcparallel.protocol;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ForyPreparation}.
 */
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

	record First(int x) {

	}

	record Second(int x) {

	}

}
