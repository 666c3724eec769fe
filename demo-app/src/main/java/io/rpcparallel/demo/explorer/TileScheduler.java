package io.rpcparallel.demo.explorer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.rpcparallel.WorkerLostException;

/**
 * Hands tiles to workers, each to the least busy one, and the viewers take turns. A tile
 * whose worker is lost is rendered by another, as rendering twice does no harm, and one
 * that nobody looks at any more is cancelled.
 */
@Component
@InExplorer
class TileScheduler {

	private static final Log logger = LogFactory.getLog(TileScheduler.class);

	// One that is rendered and one behind it, so that no worker waits for the next
	private static final int AT_ONCE = 2;

	private static final int MOST_LOSSES = 5;

	private static final Duration DEADLINE = Duration.ofSeconds(20);

	private final RenderTile renderTile;

	private final Object monitor = new Object();

	private final Map<Viewer, Wishes> wishes = new LinkedHashMap<>();

	private final List<CrewMember> crew = new ArrayList<>();

	private long rendered;

	TileScheduler(RenderTile renderTile) {
		this.renderTile = renderTile;
	}

	/**
	 * A viewer looks at something.
	 * @param viewer the viewer
	 * @param tiles all tiles that it is still to get, the most urgent first
	 */
	void show(Viewer viewer, List<TileKey> tiles) {
		List<TileJob> dropped;
		synchronized (this.monitor) {
			Wishes wishes = this.wishes.computeIfAbsent(viewer, Wishes::new);
			dropped = wishes.replace(tiles);
			dropped.forEach(TileScheduler::release);
		}
		cancel(dropped);
		handOut();
	}

	/**
	 * A viewer is gone.
	 * @param viewer the viewer
	 */
	void forget(Viewer viewer) {
		List<TileJob> dropped = List.of();
		synchronized (this.monitor) {
			Wishes wishes = this.wishes.remove(viewer);
			if (wishes != null) {
				dropped = wishes.replace(List.of());
				dropped.forEach(TileScheduler::release);
			}
		}
		cancel(dropped);
		handOut();
	}

	/**
	 * A worker is ready for tiles.
	 * @param member the worker
	 */
	void join(CrewMember member) {
		synchronized (this.monitor) {
			this.crew.add(member);
		}
		handOut();
	}

	/**
	 * A worker is gone. Its tiles come back by themselves, as their calls fail.
	 * @param member the worker
	 */
	void remove(CrewMember member) {
		synchronized (this.monitor) {
			this.crew.remove(member);
		}
	}

	int waiting() {
		synchronized (this.monitor) {
			return this.wishes.values().stream().mapToInt(Wishes::waiting).sum();
		}
	}

	long rendered() {
		synchronized (this.monitor) {
			return this.rendered;
		}
	}

	private static boolean release(TileJob job) {
		CrewMember member = job.member();
		return member != null && member.take(job);
	}

	// Not while holding the monitor, as it writes to connections
	private static void cancel(List<TileJob> jobs) {
		for (TileJob job : jobs) {
			job.call().dispose();
			CrewMember member = job.member();
			if (member != null) {
				member.endIfDone();
			}
		}
	}

	private void handOut() {
		for (TileJob job = next(); job != null; job = next()) {
			call(job);
		}
	}

	private @Nullable TileJob next() {
		synchronized (this.monitor) {
			CrewMember member = this.crew.stream()
				.filter((each) -> each.takesMore() && each.inFlight() < AT_ONCE)
				.min(Comparator.comparingInt(CrewMember::inFlight))
				.orElse(null);
			TileJob job = (member != null) ? nextWish() : null;
			if (member != null && job != null) {
				job.givenTo(member);
			}
			return job;
		}
	}

	private @Nullable TileJob nextWish() {
		for (Wishes each : List.copyOf(this.wishes.values())) {
			TileJob job = each.next();
			if (job != null) {
				// To the end of the line
				this.wishes.remove(job.viewer());
				this.wishes.put(job.viewer(), each);
				return job;
			}
		}
		return null;
	}

	private void call(TileJob job) {
		CrewMember member = job.member();
		if (member != null) {
			job.call()
				.update(member.connection()
					.submit(this.renderTile, job.tile(), DEADLINE)
					.subscribe((tile) -> rendered(job, member, tile), (ex) -> failed(job, member, ex)));
		}
	}

	private void rendered(TileJob job, CrewMember member, Tile tile) {
		synchronized (this.monitor) {
			if (!member.take(job)) {
				return;
			}
			member.countRendered();
			this.rendered++;
			fulfilled(job);
		}
		job.viewer()
			.tell(new ExplorerEvent.Rendered(job.tile(), member.id(), member.seat(), tile.micros(), job.lost(),
					tile.shades()));
		member.endIfDone();
		handOut();
	}

	private void failed(TileJob job, CrewMember member, Throwable ex) {
		boolean again;
		synchronized (this.monitor) {
			if (!member.take(job)) {
				return;
			}
			again = ex instanceof WorkerLostException && job.lost() < MOST_LOSSES;
			Wishes wishes = this.wishes.get(job.viewer());
			if (again && wishes != null) {
				job.lostWithWorker();
				wishes.again(job);
			}
			else {
				fulfilled(job);
			}
		}
		if (!again) {
			logger.warn("No worker can render %s: %s".formatted(job.tile(), ex.getMessage()));
			logger.debug("Where it was noticed", ex);
			job.viewer().tell(new ExplorerEvent.Failed(job.tile(), ex.getMessage()));
		}
		member.endIfDone();
		handOut();
	}

	private void fulfilled(TileJob job) {
		Wishes wishes = this.wishes.get(job.viewer());
		if (wishes != null) {
			wishes.fulfilled(job);
		}
	}

}
