package io.rpcparallel.autoconfigure;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.master.CallOutcome;
import io.rpcparallel.master.MasterListener;
import io.rpcparallel.registry.RegisteredFunction;

/**
 * Tells all listeners.
 */
class MasterListeners implements MasterListener {

	private final List<MasterListener> listeners;

	MasterListeners(List<MasterListener> listeners) {
		this.listeners = List.copyOf(listeners);
	}

	@Override
	public void spawned(String workerName, Duration time, @Nullable Throwable failure) {
		this.listeners.forEach((listener) -> listener.spawned(workerName, time, failure));
	}

	@Override
	public void called(RegisteredFunction function, Duration time, CallOutcome outcome) {
		this.listeners.forEach((listener) -> listener.called(function, time, outcome));
	}

}
