package io.rpcparallel.worker;

import java.time.Duration;
import java.util.UUID;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Flux;

import io.rpcparallel.CallContext;
import io.rpcparallel.call.CallHeaders;
import io.rpcparallel.call.CallObservations;
import io.rpcparallel.call.CallOutcome;
import io.rpcparallel.call.WorkerObservation;
import io.rpcparallel.protocol.MalformedPayloadException;
import io.rpcparallel.protocol.ReplyException;

/**
 * Tells those who observe calls of the calls that a worker executes.
 */
class FunctionObserver {

	private static final Log logger = LogFactory.getLog(FunctionObserver.class);

	private final CallObservations observations;

	private final String workerName;

	private final UUID workerId;

	/**
	 * Create an observer.
	 * @param observations who is told of calls
	 * @param workerName the name of the worker
	 * @param workerId the id of the worker
	 */
	FunctionObserver(CallObservations observations, String workerName, UUID workerId) {
		this.observations = observations;
		this.workerName = workerName;
		this.workerId = workerId;
	}

	/**
	 * A call's turn has come. Costs nothing if nobody observes.
	 * @param target what is called
	 * @return follows the call
	 */
	WorkerObservation begin(Target target) {
		return (this.observations != CallObservations.NONE)
				? this.observations.serving(target.function(), this.workerName, this.workerId, headers(target))
				: WorkerObservation.NONE;
	}

	private CallHeaders headers(Target target) {
		try {
			return CallHeaders.decode(target.headers());
		}
		catch (IllegalArgumentException ex) {
			logger.debug("What came with a call of '%s' can't be read, and is no part of the call"
				.formatted(target.function().name()), ex);
			return CallHeaders.NONE;
		}
	}

	/**
	 * Follow what a function returns that is reactive to its end.
	 * @param observation follows the call
	 * @param context what the function may know of the call
	 * @param elements what it returns
	 * @param <T> its elements
	 * @return the same
	 */
	<T> Flux<T> observe(WorkerObservation observation, CallContext context, Flux<T> elements) {
		return (observation != WorkerObservation.NONE)
				? elements.doOnComplete(() -> observation.ended(CallOutcome.SUCCESS, null))
					.doOnError((ex) -> failed(observation, context, ex))
					.doOnCancel(() -> observation.ended(abandoned(context), null))
					.contextWrite(observation::write)
				: elements;
	}

	void failed(WorkerObservation observation, CallContext context, Throwable failure) {
		if (observation == WorkerObservation.NONE) {
			return;
		}
		if (context.isCancelled()) {
			observation.ended(abandoned(context), failure);
		}
		else {
			boolean refused = failure instanceof ReplyException || failure instanceof MalformedPayloadException;
			observation.ended(refused ? CallOutcome.REFUSED : CallOutcome.THREW, failure);
		}
	}

	private static CallOutcome abandoned(CallContext context) {
		return context.remaining().filter(Duration::isZero).isPresent() ? CallOutcome.TIMEOUT : CallOutcome.CANCELLED;
	}

}
