package io.rpcparallel.test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.master.MasterListener;
import io.rpcparallel.master.SpawnStart;

/**
 * Keeps which workers have fallen silent and were heard again.
 */
public final class RecordedSilences implements MasterListener {

	private final List<String> suspected = new CopyOnWriteArrayList<>();

	private final List<Duration> over = new CopyOnWriteArrayList<>();

	@Override
	public void spawned(String workerName, SpawnStart start, Duration time, @Nullable Throwable failure) {
		// Not what is looked for
	}

	@Override
	public void suspected(String workerName, Duration silence) {
		this.suspected.add(workerName);
	}

	@Override
	public void heardAgain(String workerName, Duration silence) {
		this.over.add(silence);
	}

	/**
	 * List the workers that were suspected, as often as they were.
	 */
	public List<String> suspected() {
		return List.copyOf(this.suspected);
	}

	/**
	 * List how long workers were silent that were heard again.
	 */
	public List<Duration> over() {
		return List.copyOf(this.over);
	}

}
