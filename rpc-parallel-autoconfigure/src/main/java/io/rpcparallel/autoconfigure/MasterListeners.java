package io.rpcparallel.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.CrashCause;
import io.rpcparallel.master.MasterListener;
import io.rpcparallel.master.SpawnStart;

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
	public void spawned(String workerName, SpawnStart start, Duration time, @Nullable Throwable failure) {
		for (MasterListener listener : this.listeners) {
			try {
				listener.spawned(workerName, start, time, failure);
			}
			catch (RuntimeException ex) {
				logger.warn("%s failed when it was told of the spawn of worker '%s'".formatted(listener, workerName),
						ex);
			}
		}
	}

	@Override
	public void standby(String workerName) {
		for (MasterListener listener : this.listeners) {
			try {
				listener.standby(workerName);
			}
			catch (RuntimeException ex) {
				logger.warn("%s failed when it was told of standby '%s'".formatted(listener, workerName), ex);
			}
		}
	}

	@Override
	public void ended(String workerName, @Nullable CrashCause cause) {
		for (MasterListener listener : this.listeners) {
			try {
				listener.ended(workerName, cause);
			}
			catch (RuntimeException ex) {
				logger.warn("%s failed when it was told of the end of worker '%s'".formatted(listener, workerName), ex);
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
