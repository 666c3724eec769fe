package io.rpcparallel;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.sun.management.ThreadMXBean;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.WorkerType;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.kinds.KindsApplication;
import io.rpcparallel.test.kinds.Ledger;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a call allocates that nobody observes, on both sides together, which does not
 * depend on how busy the machine is.
 */
@LeavesNothingBehind(afterEach = false)
class CallAllocationTests {

	/**
	 * In bytes.
	 */
	private static final long BAR = 2560;

	private static final int CALLS = 5000;

	/**
	 * Calls allocate half as much once all of their path is compiled, which takes some
	 * time.
	 */
	private static final int ROUNDS = 30;

	private static TestMaster master;

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final RpcFunction<Ledger, Integer, Integer> add = master.bean("add");

	private WorkerConnection<Ledger> ledger;

	@BeforeAll
	static void start() {
		master = TestMaster.start(KindsApplication.class, "rpc-parallel.calls.observation-enabled=false");
	}

	@AfterAll
	static void end() {
		master.close();
	}

	@BeforeEach
	void serve() {
		WorkerType<Ledger, Integer> type = master.bean("ledger");
		this.ledger = master.workers().connect(master.workers().serve(type, 5));
	}

	@AfterEach
	void shutdown() {
		this.ledger.close();
		master.workers().shutdown(this.ledger.worker());
	}

	@Test
	void aCallAllocatesLittle() {
		List<Long> perCall = new ArrayList<>();
		while (perCall.size() < ROUNDS && perCall.stream().noneMatch((bytes) -> bytes <= BAR)) {
			round().ifPresent(perCall::add);
		}
		assertThat(perCall).last(InstanceOfAssertFactories.LONG).as(perCall::toString).isBetween(1L, BAR);
	}

	// Nobody knows what a thread has allocated that has ended meanwhile
	private OptionalLong round() {
		Map<Long, Long> before = allocated();
		assertThat(Flux.range(0, CALLS).flatMap((i) -> this.ledger.submit(this.add, 1), 64).count().block())
			.isEqualTo(CALLS);
		Map<Long, Long> after = allocated();
		if (!after.keySet().containsAll(before.keySet())) {
			return OptionalLong.empty();
		}
		return OptionalLong.of((sum(after) - sum(before)) / CALLS);
	}

	private Map<Long, Long> allocated() {
		long[] ids = this.threads.getAllThreadIds();
		long[] bytes = this.threads.getThreadAllocatedBytes(ids);
		return IntStream.range(0, ids.length)
			.filter((i) -> bytes[i] >= 0)
			.boxed()
			.collect(Collectors.toMap((i) -> ids[i], (i) -> bytes[i]));
	}

	private static long sum(Map<Long, Long> bytes) {
		return bytes.values().stream().mapToLong(Long::longValue).sum();
	}

}
