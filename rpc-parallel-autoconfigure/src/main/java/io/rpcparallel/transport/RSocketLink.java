package io.rpcparallel.transport;

import io.rsocket.RSocket;
import io.rsocket.exceptions.RejectedSetupException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.rpcparallel.protocol.Reply;

/**
 * A link over an RSocket.
 */
class RSocketLink implements RpcLink {

	private final RSocket rsocket;

	RSocketLink(RSocket rsocket) {
		this.rsocket = rsocket;
	}

	@Override
	public Mono<Reply> request(int function, byte @Nullable [] body) {
		return Mono.defer(() -> this.rsocket.requestResponse(PayloadLayout.request(function, body)))
			.map(PayloadLayout::reply)
			.onErrorMap(RejectedSetupException.class, (ex) -> new LinkRefusedException(ex.getMessage(), ex));
	}

	@Override
	public boolean isOpen() {
		return !this.rsocket.isDisposed();
	}

	@Override
	public Mono<Void> onClose() {
		return this.rsocket.onClose().onErrorComplete();
	}

	@Override
	public void close() {
		this.rsocket.dispose();
	}

}
