package io.rpcparallel.launch;

import java.util.function.Consumer;

/**
 * The run of a worker that later ones start faster by.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface StartupTraining {

	/**
	 * Run. Takes as long as some starts of a worker do, at low priority, and ends early
	 * if the calling thread is interrupted; then nothing of it is left. It throws nothing
	 * of its own: what goes wrong is logged, as workers start without it too.
	 * @param worker brings up a worker by the launcher it is given, has it leave in good
	 * order and waits until it has; it should throw a
	 * {@link io.rpcparallel.WorkerProcessException} if the process does anything else
	 */
	void run(Consumer<WorkerLauncher> worker);

}
