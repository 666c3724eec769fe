package io.rpcparallel.demo.explorer;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * A tile that a viewer waits for. Guarded by the {@link TileScheduler}.
 */
class TileJob {

	private final Viewer viewer;

	private final TileKey tile;

	private @Nullable CrewMember member;

	private Disposable.Swap call = Disposables.swap();

	private int lost;

	TileJob(Viewer viewer, TileKey tile) {
		this.viewer = viewer;
		this.tile = tile;
	}

	Viewer viewer() {
		return this.viewer;
	}

	TileKey tile() {
		return this.tile;
	}

	@Nullable CrewMember member() {
		return this.member;
	}

	int lost() {
		return this.lost;
	}

	Disposable.Swap call() {
		return this.call;
	}

	void givenTo(CrewMember member) {
		this.member = member;
		this.call = Disposables.swap();
		member.give(this);
	}

	void lostWithWorker() {
		this.member = null;
		this.lost++;
	}

}
