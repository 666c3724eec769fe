package io.rpcparallel.test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;

import io.rpcparallel.WorkerFailure;
import io.rpcparallel.WorkerFailureHandler;

/**
 * A failure handler that keeps what it was told.
 */
public final class RecordedFailures implements WorkerFailureHandler {

	private final List<WorkerFailure> failures = new CopyOnWriteArrayList<>();

	@Override
	public void onFailure(WorkerFailure failure) {
		this.failures.add(failure);
	}

	public List<WorkerFailure> all() {
		return this.failures;
	}

	/**
	 * Wait for the first failure.
	 */
	public WorkerFailure first() {
		Awaitility.await("a failure").atMost(Duration.ofSeconds(20)).until(() -> !this.failures.isEmpty());
		return this.failures.get(0);
	}

}
