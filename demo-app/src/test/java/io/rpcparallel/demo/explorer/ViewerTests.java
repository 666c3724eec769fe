package io.rpcparallel.demo.explorer;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

class ViewerTests {

	private static final ExplorerEvent EVENT = new ExplorerEvent.Failed(new TileKey(0, 0, 0), "a reason");

	private final Viewer viewer = new Viewer();

	@Test
	void whatIsToldBeforeThePageListensIsNotLost() {
		this.viewer.tell(EVENT);
		assertThat(this.viewer.events().blockFirst(Duration.ofSeconds(10))).isSameAs(EVENT);
	}

	@Test
	void theStreamOfAPageThatDoesNotReadItEnds() {
		for (int i = 0; i <= Viewer.MOST_EVENTS; i++) {
			this.viewer.tell(EVENT);
		}
		this.viewer.tell(EVENT);
		Flux<ExplorerEvent> events = this.viewer.eventsAnd(Flux.never());
		assertThat(events.count().block(Duration.ofSeconds(10))).isEqualTo(Viewer.MOST_EVENTS);
	}

	@Test
	void whatAllAreToldComesWithWhatTheViewerIsTold() {
		List<ExplorerEvent> told = new CopyOnWriteArrayList<>();
		ExplorerEvent forAll = new ExplorerEvent.Lost(null, "worker-1", "its process was killed", 0);
		this.viewer.eventsAnd(Flux.just(forAll)).subscribe(told::add);
		this.viewer.tell(EVENT);
		assertThat(told).containsExactlyInAnyOrder(forAll, EVENT);
	}

}
