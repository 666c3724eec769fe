package io.rpcparallel.demo.explorer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import io.rpcparallel.SpawnOptions;
import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerOperations;
import io.rpcparallel.WorkerStartException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class CrewTests {

	private final WorkerOperations workers = mock(WorkerOperations.class);

	private final List<FakeWorker> spawned = new CopyOnWriteArrayList<>();

	private final Deque<Throwable> failures = new ArrayDeque<>();

	private final Crew crew = new Crew(this.workers, new TileScheduler(new RenderTile()),
			new ExplorerProperties(2, List.of()));

	@BeforeEach
	void spawnFakeWorkers() {
		given(this.workers.spawnAsync(any(SpawnOptions.class))).willAnswer((invocation) -> spawn());
	}

	private Mono<WorkerConnection<Object>> spawn() {
		if (!this.failures.isEmpty()) {
			return Mono.error(this.failures.poll());
		}
		FakeWorker worker = new FakeWorker();
		this.spawned.add(worker);
		return Mono.just(worker.connection());
	}

	@Test
	void thereAreAsManyWorkersAsWishedEachWithAColourOfItsOwn() {
		this.crew.start();
		assertThat(this.spawned).hasSize(2);
		assertThat(seatOf(0)).isZero();
		assertThat(seatOf(1)).isOne();
	}

	@Test
	void aLostWorkerIsReplacedAndItsColourHandedOn() {
		this.crew.start();
		this.spawned.get(0).die();
		assertThat(this.spawned).hasSize(3);
		assertThat(seatOf(2)).isZero();
		assertThat(this.crew.member(this.spawned.get(0).id())).isEmpty();
		assertThat(this.crew.wished()).isEqualTo(2);
	}

	@Test
	void aStoppedWorkerIsNotReplaced() {
		this.crew.start();
		assertThat(this.crew.dismiss(this.spawned.get(0).id())).isTrue();
		assertThat(this.spawned.get(0).isOpen()).isFalse();
		assertThat(this.spawned).hasSize(2);
		assertThat(this.crew.wished()).isOne();
	}

	@Test
	void thereCanBeOneMoreUntilTheColoursAreUsedUp() {
		this.crew.start();
		for (int i = 2; i < Crew.MOST; i++) {
			assertThat(this.crew.grow()).isTrue();
		}
		assertThat(this.crew.grow()).isFalse();
		assertThat(this.spawned).hasSize(Crew.MOST);
	}

	@Test
	void unknownWorkersCanNeitherBeStoppedNorKilled() {
		this.crew.start();
		assertThat(this.crew.dismiss(UUID.randomUUID())).isFalse();
		assertThat(this.crew.kill(UUID.randomUUID())).isFalse();
		assertThat(this.crew.wished()).isEqualTo(2);
	}

	@Test
	void onlyChildrenOfThisProcessAreKilled() {
		this.crew.start();
		assertThat(this.crew.kill(this.spawned.get(0).id())).isFalse();
	}

	@Test
	void aWorkerThatDoesNotStartIsTriedAgain() {
		this.failures.add(new WorkerStartException("fake", "no more processes", 1, List.of(), null));
		this.crew.start();
		assertThat(this.spawned).hasSize(1);
		assertThat(this.crew.startFailure()).isNull();
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> this.spawned.size() == 2);
	}

	@Test
	void theReasonIsShownWhileNoWorkerStarts() {
		this.failures.add(new WorkerStartException("fake", "no more processes", 1, List.of(), null));
		this.failures.add(new WorkerStartException("fake", "no more processes", 1, List.of(), null));
		this.crew.start();
		assertThat(this.crew.startFailure()).isEqualTo("Worker 'fake' did not start: no more processes");
	}

	@Test
	void whenTheApplicationEndsNoWorkerIsReplaced() {
		this.crew.start();
		this.crew.stop();
		this.spawned.get(0).die();
		assertThat(this.spawned).hasSize(2);
	}

	private int seatOf(int index) {
		return this.crew.member(this.spawned.get(index).id()).orElseThrow().seat();
	}

}
