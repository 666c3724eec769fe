package io.rpcparallel.master;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
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

	private volatile boolean closedHere;

	private volatile boolean goodbye;

	LinkEnd(RpcLink link) {
		this.link = link;
	}

	/**
	 * Wait for the worker's goodbye, and close the link then.
	 */
	void await() {
		this.link.request(BuiltIn.AWAIT_END, null).subscribe((reply) -> {
			this.goodbye = true;
			this.link.close();
		}, (ex) -> logger.trace("The link ended without a goodbye", ex));
	}

	/**
	 * The link is going to be closed here.
	 */
	void closingHere() {
		this.closedHere = true;
	}

	boolean isClosedHere() {
		return this.closedHere;
	}

	boolean isGoodbye() {
		return this.goodbye;
	}

	Mono<CloseReason> closed() {
		return this.link.onClose().then(Mono.fromSupplier(this::reason));
	}

	private CloseReason reason() {
		if (this.closedHere) {
			return CloseReason.CLOSED_HERE;
		}
		return this.goodbye ? CloseReason.CLOSED_THERE : CloseReason.LOST;
	}

}
