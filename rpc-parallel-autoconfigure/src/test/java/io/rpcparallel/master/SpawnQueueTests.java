package io.rpcparallel.master;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerStartException;
import io.rpcparallel.test.LeavesNothingBehind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;

@LeavesNothingBehind
class SpawnQueueTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final ExecutorService callbacks = MasterThreads.unbounded("callback");

	private final SpawnQueue queue = new SpawnQueue(1, this.callbacks);

	private final CountDownLatch proceed = new CountDownLatch(1);

	@SuppressWarnings("unchecked")
	private final WorkerConnection<Object> connection = mock(WorkerConnection.class);

	@AfterEach
	void close() {
		this.proceed.countDown();
		this.queue.close();
		this.callbacks.shutdown();
	}

	@Test
	void spawnsThatRunAndThatWaitFailWhenTheQueueCloses() {
		Mono<WorkerConnection<Object>> running = this.queue.submit("a", this::spawn, WorkerConnection::closeAsync)
			.cache();
		Mono<WorkerConnection<Object>> waiting = this.queue.submit("b", this::spawn, WorkerConnection::closeAsync)
			.cache();
		running.subscribe((ignored) -> {
		}, (ignored) -> {
		});
		waiting.subscribe((ignored) -> {
		}, (ignored) -> {
		});
		this.queue.close();
		for (Mono<?> spawn : new Mono<?>[] { running, waiting,
				this.queue.submit("c", this::spawn, WorkerConnection::closeAsync) }) {
			assertThatExceptionOfType(WorkerStartException.class).isThrownBy(() -> spawn.block(TIMEOUT))
				.withMessageContaining("the application is closed");
		}
	}

	@Test
	void whatIsDoneWithAConnectionDoesNotOccupyAPlace() {
		this.proceed.countDown();
		WorkerConnection<Object> second = this.queue.submit("a", this::spawn, WorkerConnection::closeAsync)
			.mapNotNull((first) -> this.queue.submit("b", this::spawn, WorkerConnection::closeAsync).block(TIMEOUT))
			.block(TIMEOUT);
		assertThat(second).isSameAs(this.connection);
	}

	@Test
	void aWorkerThatComesToLifeAfterItsSpawnWasCancelledIsEnded() {
		CountDownLatch started = new CountDownLatch(1);
		Disposable spawn = this.queue.submit("a", () -> {
			started.countDown();
			return uninterruptedSpawn();
		}, WorkerConnection::closeAsync).subscribe();
		Awaitility.await().until(() -> started.getCount() == 0);
		spawn.dispose();
		this.proceed.countDown();
		then(this.connection).should(timeout(TIMEOUT.toMillis())).closeAsync();
	}

	@Test
	void aSpawnEndsThoughThereIsNoThreadToTellOfItOn() {
		this.proceed.countDown();
		SpawnQueue exhausted = new SpawnQueue(1, (callback) -> {
			throw new OutOfMemoryError("unable to create native thread");
		});
		assertThat(exhausted.submit("a", this::spawn, WorkerConnection::closeAsync).block(TIMEOUT))
			.isSameAs(this.connection);
		exhausted.close();
	}

	private WorkerConnection<Object> spawn() throws InterruptedException {
		this.proceed.await();
		return this.connection;
	}

	private WorkerConnection<Object> uninterruptedSpawn() {
		while (this.proceed.getCount() > 0) {
			Thread.onSpinWait();
		}
		return this.connection;
	}

}
