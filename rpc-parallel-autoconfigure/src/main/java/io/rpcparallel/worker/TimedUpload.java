package io.rpcparallel.worker;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

import io.rpcparallel.protocol.Deadline;

/**
 * A call with a stream of its caller's that is to have answered at its deadline.
 */
final class TimedUpload implements TimedCall {

	private static final Log logger = LogFactory.getLog(TimedUpload.class);

	private final String functionName;

	private final Deadline deadline;

	private final CallBody body;

	private final DeadlineWatch watch;

	private final Executor cancellations;

	private volatile Subscription answer = Operators.emptySubscription();

	/**
	 * Create a call.
	 * @param functionName what is called
	 * @param deadline when it is to have answered
	 * @param body tells whether it holds a thread
	 * @param watch ends it at its deadline
	 * @param cancellations where it is cancelled, which may run what is the application's
	 */
	TimedUpload(String functionName, Deadline deadline, CallBody body, DeadlineWatch watch, Executor cancellations) {
		this.cancellations = cancellations;
		this.functionName = functionName;
		this.deadline = deadline;
		this.body = body;
		this.watch = watch;
	}

	/**
	 * Watch the call from when it is subscribed to until it has answered. After the
	 * deadline it never answers.
	 * @param answer the answer
	 * @return the answer, if it comes in time
	 */
	Flux<byte[]> watched(Flux<byte[]> answer) {
		return answer.doOnTerminate(() -> this.watch.remove(this))
			.doOnCancel(this::cancelled)
			.doOnSubscribe(this::begin);
	}

	private void begin(Subscription subscription) {
		this.answer = subscription;
		this.watch.add(this, this.deadline);
	}

	// It may go on all the same, and is watched while it does
	private void cancelled() {
		this.body.whenIdle(() -> this.watch.remove(this));
		if (holder() == null) {
			this.watch.remove(this);
		}
	}

	@Override
	public String functionName() {
		return this.functionName;
	}

	@Override
	public void expire() {
		try {
			this.cancellations.execute(this.answer::cancel);
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			logger.debug("Function '%s' is not cancelled: the worker ends, or there is no thread for it"
				.formatted(this.functionName), ex);
		}
	}

	@Override
	public @Nullable Thread holder() {
		return this.body.runner();
	}

}
