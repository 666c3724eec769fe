package io.rpcparallel.master;

import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Takes the first element of a stream for a result and lets the stream go on until it
 * ends, as the other direction of the same request may still be in use.
 */
final class FirstElement extends BaseSubscriber<Object> {

	private static final Log logger = LogFactory.getLog(FirstElement.class);

	private final MonoSink<Object> sink;

	private final AtomicBoolean answered = new AtomicBoolean();

	private FirstElement(MonoSink<Object> sink) {
		this.sink = sink;
	}

	static Mono<Object> of(Flux<Object> elements) {
		return Mono.create((sink) -> elements.subscribe(new FirstElement(sink)));
	}

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		this.sink.onCancel(this);
		requestUnbounded();
	}

	@Override
	protected void hookOnNext(Object element) {
		if (this.answered.compareAndSet(false, true)) {
			this.sink.success(element);
		}
	}

	@Override
	protected void hookOnComplete() {
		if (this.answered.compareAndSet(false, true)) {
			this.sink.success();
		}
	}

	@Override
	protected void hookOnError(Throwable failure) {
		if (this.answered.compareAndSet(false, true)) {
			this.sink.error(failure);
		}
		else {
			logger.debug("A stream that was answered already did not end well", failure);
		}
	}

}
