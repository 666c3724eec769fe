package io.rpcparallel.master;

import java.util.concurrent.atomic.AtomicReference;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.rpcparallel.CloseReason;
import io.rpcparallel.RemoteThrowable;
import io.rpcparallel.protocol.BuiltIn;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ThrowableData;
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

	private volatile @Nullable RemoteThrowable failure;

	LinkEnd(RpcLink link) {
		this.link = link;
	}

	/**
	 * Wait until the worker says that it ends, and why, and close the link then.
	 */
	void await() {
		this.link.request(BuiltIn.AWAIT_END, null).subscribe((reply) -> {
			ends(reply);
			this.link.close();
		}, (ex) -> logger.trace("The link ended without a goodbye", ex));
	}

	private void ends(Reply reply) {
		byte[] body = reply.body();
		if (reply.code() == Reply.Code.THREW && body != null) {
			this.failure = new ControlCodec().decode(body, ThrowableData.class).toRemoteThrowable();
		}
		else {
			this.reason.compareAndSet(null, CloseReason.CLOSED_THERE);
		}
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

	/**
	 * Return what failed in the worker and ended it.
	 * @return the failure, or {@code null} if the worker has not told of one
	 */
	@Nullable RemoteThrowable failure() {
		return this.failure;
	}

	Mono<CloseReason> closed() {
		return this.link.onClose().then(Mono.fromSupplier(this::ended));
	}

	private CloseReason ended() {
		CloseReason first = this.reason.compareAndExchange(null, CloseReason.LOST);
		return (first != null) ? first : CloseReason.LOST;
	}

}
