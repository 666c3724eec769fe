package io.rpcparallel.master;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.launch.LaunchedWorker;

/**
 * What a spawn made its worker of, which is what it takes most of its time for.
 */
public enum SpawnStart {

	/**
	 * A process of its own. So is one that could not be started.
	 */
	COLD,

	/**
	 * A process of its own that started from an archive of loaded classes.
	 */
	CACHED,

	/**
	 * A standby.
	 */
	STANDBY;

	static SpawnStart of(boolean standby, @Nullable LaunchedWorker process) {
		if (standby) {
			return STANDBY;
		}
		return (process != null && process.isCached()) ? CACHED : COLD;
	}

}
