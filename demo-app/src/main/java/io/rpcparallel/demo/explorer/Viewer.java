package io.rpcparallel.demo.explorer;

import java.util.UUID;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * A page that is open somewhere.
 */
class Viewer {

	private static final Log logger = LogFactory.getLog(Viewer.class);

	private final UUID id = UUID.randomUUID();

	private final Sinks.Many<ExplorerEvent> events = Sinks.many().unicast().onBackpressureBuffer();

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
	 * Tell the viewer something. It keeps the order in which this is called. What waits
	 * to be sent is not much, as a page is only told of tiles that it has asked for.
	 * @param event what happened
	 */
	synchronized void tell(ExplorerEvent event) {
		Sinks.EmitResult result = this.events.tryEmitNext(event);
		if (result.isFailure()) {
			logger.debug("The page is gone, so it is not told of '%s': %s".formatted(event.event(), result));
		}
	}

}
