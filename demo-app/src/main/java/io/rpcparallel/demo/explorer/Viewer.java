package io.rpcparallel.demo.explorer;

import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * A page that is open somewhere.
 */
class Viewer {

	private static final Log logger = LogFactory.getLog(Viewer.class);

	/**
	 * How many events may wait to be sent.
	 */
	static final int MOST_EVENTS = 4096;

	private final UUID id = UUID.randomUUID();

	private final Sinks.Many<ExplorerEvent> events = Sinks.many()
		.unicast()
		.onBackpressureBuffer(new ArrayBlockingQueue<>(MOST_EVENTS));

	private final Sinks.Empty<Void> ended = Sinks.empty();

	UUID id() {
		return this.id;
	}

	/**
	 * Return what the viewer is told.
	 * @return the events, for one subscriber
	 */
	Flux<ExplorerEvent> events() {
		return this.events.asFlux();
	}

	/**
	 * Return what the viewer is told, and what all are told.
	 * @param others what all are told, which goes on for as long as the viewer is told
	 * something
	 * @return the events, for one subscriber
	 */
	Flux<ExplorerEvent> eventsAnd(Flux<? extends ExplorerEvent> others) {
		return Flux.merge(events(), others.takeUntilOther(this.ended.asMono()));
	}

	/**
	 * Tell the viewer something. It keeps the order in which this is called. The stream
	 * of a page that does not read it ends; the page opens another if it still can.
	 * @param event what happened
	 */
	synchronized void tell(ExplorerEvent event) {
		Sinks.EmitResult result = this.events.tryEmitNext(event);
		if (result.isFailure()) {
			logger.debug("The page is not told of '%s': %s".formatted(event.event(), result));
			this.events.tryEmitComplete();
			this.ended.tryEmitEmpty();
		}
	}

}
