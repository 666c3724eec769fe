package io.rpcparallel;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.LongStream;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.kinds.ServedLedger;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a call allocates, on both sides together, which does not depend on how busy the
 * machine is.
 */
@LeavesNothingBehind(afterEach = false)
class CallAllocationTests extends ServedLedger {

	/**
	 * In bytes.
	 */
	private static final long BAR = 3 * 1024;

	private static final int CALLS = 2000;

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	@Test
	void aCallAllocatesLittle() {
		long[] perCall = LongStream.range(0, 5).map((round) -> {
			long before = allocated();
			assertThat(Flux.range(0, CALLS).flatMap((i) -> this.ledger.submit(this.add, 1), 64).count().block())
				.isEqualTo(CALLS);
			return (allocated() - before) / CALLS;
		}).sorted().toArray();
		assertThat(perCall[perCall.length / 2]).as(Arrays.toString(perCall)).isBetween(1L, BAR);
	}

	private long allocated() {
		return LongStream.of(this.threads.getThreadAllocatedBytes(this.threads.getAllThreadIds()))
			.filter((bytes) -> bytes > 0)
			.sum();
	}

}
