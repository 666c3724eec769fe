package io.rpcparallel.master;

import java.util.concurrent.atomic.AtomicReference;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.rpcparallel.CloseReason;
import io.rpcparallel.protocol.BuiltIn;
import io.rpcparallel.transport.RpcLink;

/**
 * Knows why a connection to a worker has ended: whether it was closed here, the worker
 * has said goodbye, or neither.
 */
class LinkEnd {

	private static final Log logger = LogFactory.getLog(LinkEnd.class);

	private final RpcLink link;

	// The first reason counts: what is done to a link that has ended changes nothing
	private final AtomicReference<@Nullable CloseReason> reason = new AtomicReference<>();

	LinkEnd(RpcLink link) {
		this.link = link;
	}

	/**
	 * Wait for the worker's goodbye, and close the link then.
	 */
	void await() {
		this.link.request(BuiltIn.AWAIT_END, null).subscribe((reply) -> {
			this.reason.compareAndSet(null, CloseReason.CLOSED_THERE);
			this.link.close();
		}, (ex) -> logger.trace("The link ended without a goodbye", ex));
	}

	/**
	 * The link is going to be closed here.
	 */
	void closingHere() {
		this.reason.compareAndSet(null, this.link.isOpen() ? CloseReason.CLOSED_HERE : CloseReason.LOST);
	}

	boolean isClosedHere() {
		return this.reason.get() == CloseReason.CLOSED_HERE;
	}

	boolean isGoodbye() {
		return this.reason.get() == CloseReason.CLOSED_THERE;
	}

	Mono<CloseReason> closed() {
		return this.link.onClose().then(Mono.fromSupplier(this::ended));
	}

	private CloseReason ended() {
		CloseReason first = this.reason.compareAndExchange(null, CloseReason.LOST);
		return (first != null) ? first : CloseReason.LOST;
	}

}
