package io.rpcparallel.demo.explorer;

import java.time.Duration;

import org.junit.jupiter.api.Test;

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
		assertThat(this.viewer.events().count().block(Duration.ofSeconds(10))).isEqualTo(Viewer.MOST_EVENTS);
	}

}
