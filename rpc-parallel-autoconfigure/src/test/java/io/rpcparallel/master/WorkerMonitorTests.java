package io.rpcparallel.master;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.rpcparallel.Worker;
import io.rpcparallel.WorkerAddress;
import io.rpcparallel.WorkerFailure;
import io.rpcparallel.test.TestSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerMonitor}.
 */
class WorkerMonitorTests {

	@Test
	void theHandlerIsToldOfAFailureThoughThereIsNoThreadForIt() {
		List<WorkerFailure> told = new ArrayList<>();
		WorkerMonitor monitor = new WorkerMonitor(new WorkerEntry(UUID.randomUUID(), "w", false, (ended) -> {
		}, (lost) -> {
		}), told::add, (task) -> {
			throw new OutOfMemoryError("unable to create native thread");
		});
		monitor.registered(
				new Worker<>(monitor.entry().id(), "w", 1, new WorkerAddress.Tcp("::1", 1), "x", TestSettings.rpc()));
		monitor.failed("thread 'a'", new IllegalStateException("x"), null);
		assertThat(told).extracting(WorkerFailure::description).containsExactly("thread 'a'");
	}

}
