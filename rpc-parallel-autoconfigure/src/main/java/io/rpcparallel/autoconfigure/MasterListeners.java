package io.rpcparallel.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.master.CallOutcome;
import io.rpcparallel.master.MasterListener;
import io.rpcparallel.registry.RegisteredFunction;

/**
 * Tells several listeners as one. A listener that throws is reported in the log and harms
 * neither the call nor the other listeners.
 */
class MasterListeners implements MasterListener {

	private static final Log logger = LogFactory.getLog(MasterListeners.class);

	private final MasterListener[] listeners;

	MasterListeners(List<MasterListener> listeners) {
		this.listeners = listeners.toArray(MasterListener[]::new);
	}

	@Override
	public void spawned(String workerName, Duration time, @Nullable Throwable failure) {
		for (MasterListener listener : this.listeners) {
			try {
				listener.spawned(workerName, time, failure);
			}
			catch (RuntimeException ex) {
				logger.warn("%s failed when it was told of the spawn of worker '%s'".formatted(listener, workerName),
						ex);
			}
		}
	}

	@Override
	public void called(RegisteredFunction function, Duration time, CallOutcome outcome) {
		for (MasterListener listener : this.listeners) {
			try {
				listener.called(function, time, outcome);
			}
			catch (RuntimeException ex) {
				logger.warn("%s failed when it was told of a call of '%s'".formatted(listener, function.name()), ex);
			}
		}
	}

	@Override
	public void suspected(String workerName, Duration silence) {
		tellOfSilence(workerName, (listener) -> listener.suspected(workerName, silence));
	}

	@Override
	public void heardAgain(String workerName, Duration silence) {
		tellOfSilence(workerName, (listener) -> listener.heardAgain(workerName, silence));
	}

	private void tellOfSilence(String workerName, Consumer<MasterListener> event) {
		for (MasterListener listener : this.listeners) {
			try {
				event.accept(listener);
			}
			catch (RuntimeException ex) {
				logger.warn("%s failed when it was told of the silence of worker '%s'".formatted(listener, workerName),
						ex);
			}
		}
	}

}
