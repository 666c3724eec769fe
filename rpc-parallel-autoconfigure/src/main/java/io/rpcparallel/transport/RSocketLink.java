package io.rpcparallel.transport;

import java.util.concurrent.Executor;

import io.rsocket.Payload;
import io.rsocket.RSocket;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.messaging.rsocket.RSocketRequester;
import org.springframework.messaging.rsocket.RSocketStrategies;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.protocol.Deadline;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ReplyException;

/**
 * A link over an RSocket.
 */
class RSocketLink implements RpcLink {

	private final RSocket rsocket;

	private final SocketConnection connection;

	/**
	 * Create a link.
	 * @param rsocket sends its requests
	 * @param connection what it goes over
	 */
	RSocketLink(RSocket rsocket, SocketConnection connection) {
		this.rsocket = rsocket;
		this.connection = connection;
	}

	@Override
	public Mono<Reply> request(int function, byte @Nullable [] body, @Nullable Deadline deadline) {
		return new LinkRequest(this.rsocket, function, body, deadline);
	}

	@Override
	public Flux<byte[]> stream(int function, byte @Nullable [] body) {
		return elements(Flux.defer(() -> this.rsocket.requestStream(PayloadLayout.streamRequest(function, body))));
	}

	@Override
	public Mono<Void> send(int function, byte @Nullable [] body) {
		return Mono.defer(() -> this.rsocket.fireAndForget(PayloadLayout.request(function, body)))
			.onErrorMap(ErrorFrames::fromFrame);
	}

	@Override
	public Flux<byte[]> channel(int function, byte @Nullable [] body, Publisher<byte[]> updates, Executor senders,
			@Nullable Deadline deadline) {
		return elements(Flux.defer(() -> this.rsocket
			.requestChannel(Flux.concat(Mono.fromSupplier(() -> PayloadLayout.streamRequest(function, body, deadline)),
					ElementBatches.of(Flux.from(updates), senders)
						.onErrorResume(ReplyException.class, (ex) -> Mono.just(PayloadLayout.reply(ex.reply())))))));
	}

	// RSocket's demand ends at the largest integer, and what was requested without a
	// bound is never requested again: so it is requested by and by
	private static Flux<byte[]> elements(Flux<Payload> payloads) {
		return DemandWindow.of(ReceivedElements.of(payloads), (element) -> element.length);
	}

	@Override
	public RSocketRequester requester(RSocketStrategies strategies) {
		return RSocketRequester.wrap(this.rsocket, ForeignProtocol.DATA, ForeignProtocol.METADATA, strategies);
	}

	@Override
	public void outlastSilence() {
		this.connection.outlastSilence();
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
