package io.rpcparallel.worker;

import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

import io.rpcparallel.protocol.Causes;
import io.rpcparallel.protocol.MalformedPayloadException;
import io.rpcparallel.protocol.ReplyException;
import io.rpcparallel.registry.RegisteredFunction;

/**
 * Sorts out which failures of functions are for their callers and which end the worker.
 */
class Failures implements Thread.UncaughtExceptionHandler {

	// Where Reactor looks for whom to tell about an error that nobody can get any more
	private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";

	private static final int MOST_CAUSES = 20;

	private static final Log logger = LogFactory.getLog(Failures.class);

	private final WorkerEvents events;

	private volatile boolean ending;

	Failures(WorkerEvents events) {
		this.events = events;
	}

	/**
	 * The worker ends: what fails from now on, such as calls that are interrupted, is a
	 * consequence of that.
	 */
	void ending() {
		this.ending = true;
	}

	/**
	 * A function threw, and its caller gets to know. The worker lives on, but for errors
	 * that leave the JVM in doubt.
	 * @param function the function
	 * @param failure what it threw
	 */
	void thrown(RegisteredFunction function, Throwable failure) {
		if (failure instanceof VirtualMachineError && !(failure instanceof StackOverflowError)) {
			failed(function, failure);
		}
	}

	/**
	 * A function failed, and nobody else gets to know.
	 * @param function the function
	 * @param failure what it threw
	 */
	void failed(RegisteredFunction function, Throwable failure) {
		tell("function '" + function.name() + "'", failure);
	}

	/**
	 * Say that what is dropped of a caller's stream is no failure of the function that
	 * took it, which may have ended.
	 * @param context the context of the function
	 * @return the context of the caller's stream
	 */
	static Context droppedByCaller(Context context) {
		return context.put(ON_ERROR_DROPPED, (Consumer<Throwable>) (failure) -> logger
			.debug("A caller's stream failed when nobody took it any more", failure));
	}

	Context droppedBy(RegisteredFunction function, Predicate<Throwable> callers, Context context) {
		return context.put(ON_ERROR_DROPPED, (Consumer<Throwable>) (failure) -> {
			if (!callers.test(failure)) {
				dropped(function, failure);
			}
		});
	}

	/**
	 * A stream failed after its caller had cancelled it.
	 * @param function the function
	 * @param failure what it failed with
	 */
	void dropped(RegisteredFunction function, Throwable failure) {
		// A producer that is interrupted because it was cancelled has not failed, nor has
		// one
		// because of what can't be read, or is too large to be sent
		boolean callers = failure instanceof MalformedPayloadException || failure instanceof ReplyException;
		if (!callers && !isInterruption(failure)) {
			failed(function, failure);
		}
	}

	static boolean isInterruption(Throwable failure) {
		return Causes.of(failure, MOST_CAUSES)
			.anyMatch((cause) -> cause instanceof InterruptedException || cause instanceof ClosedByInterruptException
					|| cause instanceof CancellationException);
	}

	@Override
	public void uncaughtException(@Nullable Thread thread, Throwable failure) {
		tell("thread '%s'".formatted((thread != null) ? thread.getName() : "?"), failure);
	}

	private void tell(String where, Throwable failure) {
		if (this.ending) {
			logger.debug("While its worker ended, %s failed".formatted(where), failure);
			return;
		}
		this.events.failed(where, failure);
	}

}
