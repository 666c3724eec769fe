package io.rpcparallel.demo.explorer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The tiles that a viewer waits for. Guarded by the {@link TileScheduler}.
 */
class Wishes {

	private final Viewer viewer;

	private final Map<TileKey, TileJob> open = new LinkedHashMap<>();

	private final Deque<TileJob> waiting = new ArrayDeque<>();

	Wishes(Viewer viewer) {
		this.viewer = viewer;
	}

	/**
	 * Wish for other tiles. What is rendered already goes on if it is among them.
	 * @param tiles the tiles, the most urgent first
	 * @return what is not wished for any more
	 */
	List<TileJob> replace(List<TileKey> tiles) {
		Map<TileKey, TileJob> before = new LinkedHashMap<>(this.open);
		this.open.clear();
		this.waiting.clear();
		for (TileKey tile : tiles) {
			TileJob known = before.remove(tile);
			TileJob job = (known != null) ? known : new TileJob(this.viewer, tile);
			if (this.open.putIfAbsent(tile, job) == null && job.member() == null) {
				this.waiting.addLast(job);
			}
		}
		return List.copyOf(before.values());
	}

	@Nullable TileJob next() {
		return this.waiting.pollFirst();
	}

	void again(TileJob job) {
		this.waiting.addFirst(job);
	}

	void fulfilled(TileJob job) {
		this.open.remove(job.tile());
	}

	int waiting() {
		return this.waiting.size();
	}

}
