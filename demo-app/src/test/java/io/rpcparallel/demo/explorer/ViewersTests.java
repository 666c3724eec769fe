package io.rpcparallel.demo.explorer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ViewersTests {

	private final Viewers viewers = new Viewers();

	@Test
	void aPageIsKnownUntilItIsClosed() {
		Viewer viewer = this.viewers.open().orElseThrow();
		assertThat(this.viewers.find(viewer.id())).containsSame(viewer);
		this.viewers.close(viewer);
		assertThat(this.viewers.find(viewer.id())).isEmpty();
		viewer.tell(new ExplorerEvent.Failed(new TileKey(0, 0, 0), "nobody listens"));
	}

	@Test
	void thereAreNotTooManyPages() {
		List<Viewer> opened = Stream.generate(this.viewers::open)
			.takeWhile(Optional::isPresent)
			.flatMap(Optional::stream)
			.toList();
		assertThat(opened).hasSize(32);
		this.viewers.close(opened.get(0));
		assertThat(this.viewers.open()).isPresent();
		assertThat(this.viewers.open()).isEmpty();
	}

}
