package io.rpcparallel.protocol;

import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Gets Fory ready for the types that are sent often, one after the other and beside the
 * calls. The first takes nearly a second of processor time, which processes that live or
 * say little should not pay, and a further one up to a tenth of it.
 */
final class ForyPreparation {

	private static final Log logger = LogFactory.getLog(ForyPreparation.class);

	private final Supplier<ForyRuntime> fory;

	private final Sinks.Many<Integer> prepared = Sinks.many().replay().all();

	private final AtomicBoolean warned = new AtomicBoolean();

	ForyPreparation(Supplier<ForyRuntime> fory) {
		this.fory = fory;
	}

	/**
	 * Return for which types Fory is ready.
	 * @return their numbers, as each gets ready; never ends
	 */
	Flux<Integer> prepared() {
		return this.prepared.asFlux();
	}

	/**
	 * Start to prepare a type.
	 * @param number its number
	 * @param type the type
	 * @param classes what it consists of
	 */
	void start(int number, Class<?> type, Set<Class<?>> classes) {
		Thread thread = new Thread(() -> prepare(number, type, classes), "rpc-parallel-codec");
		thread.setDaemon(true);
		thread.start();
	}

	private synchronized void prepare(int number, Class<?> type, Set<Class<?>> classes) {
		try {
			this.fory.get().prepare(classes);
		}
		catch (Throwable ex) {
			// Whatever it is, calls go on without it, and so must a worker, which an
			// uncaught exception would end
			failed(type, ex);
			return;
		}
		logger.debug("Payloads of '%s' can go by Fory from now on".formatted(type.getName()));
		this.prepared.tryEmitNext(number);
	}

	private void failed(Class<?> type, Throwable failure) {
		String message = "Payloads of '%s' stay with CBOR, as Fory can't be prepared for them"
			.formatted(type.getName());
		if (this.warned.compareAndSet(false, true)) {
			logger.warn(message
					+ ". Set 'rpc-parallel.codec' to 'cbor' if it never can be. Further types are logged at debug level only",
					failure);
		}
		else {
			logger.debug(message, failure);
		}
	}

}
