package io.rpcparallel.demo.explorer;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

import io.rpcparallel.WorkerConnection;

/**
 * A worker that renders tiles. What it has to do is guarded by the {@link TileScheduler}.
 */
class CrewMember {

	private final WorkerConnection<Object> connection;

	private final int seat;

	private final Set<TileJob> jobs = new LinkedHashSet<>();

	private volatile int inFlight;

	private volatile long rendered;

	private volatile boolean leaving;

	CrewMember(WorkerConnection<Object> connection, int seat) {
		this.connection = connection;
		this.seat = seat;
	}

	WorkerConnection<Object> connection() {
		return this.connection;
	}

	UUID id() {
		return this.connection.worker().id();
	}

	int seat() {
		return this.seat;
	}

	int inFlight() {
		return this.inFlight;
	}

	long rendered() {
		return this.rendered;
	}

	boolean takesMore() {
		return !this.leaving && this.connection.isOpen();
	}

	void give(TileJob job) {
		this.jobs.add(job);
		this.inFlight = this.jobs.size();
	}

	/**
	 * The worker is done with a tile, in whatever way.
	 * @param job the tile
	 * @return whether it had it
	 */
	boolean take(TileJob job) {
		boolean had = this.jobs.remove(job);
		this.inFlight = this.jobs.size();
		return had;
	}

	void countRendered() {
		this.rendered = this.rendered + 1;
	}

	/**
	 * The worker is given nothing more, and ends when it has nothing to do.
	 */
	void leave() {
		this.leaving = true;
		endIfDone();
	}

	void endIfDone() {
		if (this.leaving && this.inFlight == 0) {
			this.connection.closeAsync().subscribe();
		}
	}

}
