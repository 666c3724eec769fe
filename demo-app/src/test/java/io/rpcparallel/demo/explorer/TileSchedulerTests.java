package io.rpcparallel.demo.explorer;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import io.rpcparallel.WorkerTimeoutException;

import static org.assertj.core.api.Assertions.assertThat;

class TileSchedulerTests {

	private final TileScheduler scheduler = new TileScheduler(new RenderTile());

	private final Viewer viewer = new Viewer();

	private final List<ExplorerEvent> told = new CopyOnWriteArrayList<>();

	TileSchedulerTests() {
		this.viewer.events().subscribe(this.told::add);
	}

	@Test
	void tilesWaitForAWorker() {
		this.scheduler.show(this.viewer, tiles(3));
		assertThat(this.scheduler.waiting()).isEqualTo(3);
		FakeWorker worker = join(0);
		assertThat(worker.tiles()).isEqualTo(tiles(2));
		assertThat(this.scheduler.waiting()).isOne();
	}

	@Test
	void theLeastBusyWorkerGetsTheNextTile() {
		FakeWorker first = join(0);
		FakeWorker second = join(1);
		this.scheduler.show(this.viewer, tiles(6));
		assertThat(first.tiles()).containsExactly(tile(0), tile(2));
		assertThat(second.tiles()).containsExactly(tile(1), tile(3));
		second.answer(tile(1));
		assertThat(second.tiles()).endsWith(tile(4));
		assertThat(first.tiles()).hasSize(2);
	}

	@Test
	void theViewerIsToldWhoRenderedATile() {
		FakeWorker worker = join(3);
		this.scheduler.show(this.viewer, tiles(1));
		worker.answer(tile(0));
		assertThat(this.told).singleElement().isInstanceOfSatisfying(ExplorerEvent.Rendered.class, (rendered) -> {
			assertThat(rendered.tile()).isEqualTo(tile(0));
			assertThat(rendered.worker()).isEqualTo(worker.id());
			assertThat(rendered.seat()).isEqualTo(3);
			assertThat(rendered.lost()).isZero();
			assertThat(this.scheduler.rendered()).isOne();
		});
	}

	@Test
	void tilesOfALostWorkerAreRenderedByTheOthersFirst() {
		FakeWorker lost = join(0);
		this.scheduler.show(this.viewer, tiles(4));
		lost.die();
		assertThat(this.scheduler.waiting()).isEqualTo(4);
		FakeWorker other = join(1);
		assertThat(other.tiles()).containsExactlyInAnyOrder(tile(0), tile(1));
		other.answer(tile(0));
		assertThat(this.told).singleElement()
			.isInstanceOfSatisfying(ExplorerEvent.Rendered.class, (rendered) -> assertThat(rendered.lost()).isOne());
	}

	@Test
	void aTileThatEndsEveryWorkerIsGivenUp() {
		this.scheduler.show(this.viewer, tiles(1));
		for (int i = 0; i < 6; i++) {
			join(i).die();
		}
		assertThat(this.told).singleElement().isInstanceOf(ExplorerEvent.Failed.class);
		assertThat(this.scheduler.waiting()).isZero();
		assertThat(join(7).tiles()).isEmpty();
	}

	@Test
	void whatIsNotLookedAtAnyMoreIsCancelled() {
		FakeWorker worker = join(0);
		this.scheduler.show(this.viewer, tiles(4));
		this.scheduler.show(this.viewer, List.of(tile(1), tile(9)));
		assertThat(worker.isCancelled(tile(0))).isTrue();
		assertThat(worker.isCancelled(tile(1))).isFalse();
		assertThat(worker.tiles()).containsExactly(tile(0), tile(1), tile(9));
		assertThat(this.scheduler.waiting()).isZero();
	}

	@Test
	void nothingIsRenderedForAViewerThatIsGone() {
		FakeWorker worker = join(0);
		this.scheduler.show(this.viewer, tiles(4));
		this.scheduler.forget(this.viewer);
		assertThat(worker.isCancelled(tile(0))).isTrue();
		assertThat(worker.isCancelled(tile(1))).isTrue();
		assertThat(this.scheduler.waiting()).isZero();
	}

	@Test
	void viewersTakeTurns() {
		Viewer other = new Viewer();
		this.scheduler.show(this.viewer, tiles(10));
		this.scheduler.show(other, List.of(tile(50), tile(51)));
		assertThat(join(0).tiles()).containsExactly(tile(0), tile(50));
	}

	@Test
	void theViewerIsToldOfATileThatTakesTooLong() {
		FakeWorker worker = join(0);
		this.scheduler.show(this.viewer, tiles(3));
		worker.fail(tile(0), new WorkerTimeoutException("fake", "renderTile", Duration.ofSeconds(20)));
		assertThat(this.told).singleElement().isInstanceOfSatisfying(ExplorerEvent.Failed.class, (failed) -> {
			assertThat(failed.tile()).isEqualTo(tile(0));
			assertThat(failed.reason()).contains("renderTile");
		});
		assertThat(worker.tiles()).endsWith(tile(2));
	}

	@Test
	void aWorkerThatLeavesFinishesItsTilesAndEnds() {
		FakeWorker worker = new FakeWorker();
		CrewMember member = new CrewMember(worker.connection(), 0);
		this.scheduler.join(member);
		this.scheduler.show(this.viewer, tiles(3));
		member.leave();
		worker.answer(tile(0));
		assertThat(worker.isOpen()).isTrue();
		worker.answer(tile(1));
		assertThat(worker.isOpen()).isFalse();
		assertThat(worker.tiles()).hasSize(2);
		assertThat(this.scheduler.waiting()).isOne();
	}

	private FakeWorker join(int seat) {
		FakeWorker worker = new FakeWorker();
		this.scheduler.join(new CrewMember(worker.connection(), seat));
		return worker;
	}

	private static List<TileKey> tiles(int count) {
		return LongStream.range(0, count).mapToObj(TileSchedulerTests::tile).toList();
	}

	private static TileKey tile(long x) {
		return new TileKey(10, x, 0);
	}

}
