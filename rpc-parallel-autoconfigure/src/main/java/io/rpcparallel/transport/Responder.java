package io.rpcparallel.transport;

import io.rsocket.Payload;
import io.rsocket.RSocket;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.protocol.Deadline;
import io.rpcparallel.protocol.Reply;

/**
 * Turns the requests that come over an RSocket into calls of the handler, and those of
 * other protocols into requests to the application's own.
 */
class Responder implements RSocket {

	private final RequestHandler handler;

	private final @Nullable ForeignProtocol foreign;

	Responder(RequestHandler handler, @Nullable ForeignProtocol foreign) {
		this.handler = handler;
		this.foreign = foreign;
	}

	@Override
	public Mono<Payload> requestResponse(Payload request) {
		if (this.foreign != null && !PayloadLayout.isRequest(request)) {
			return this.foreign.one((rsocket) -> rsocket.requestResponse(request));
		}
		return reply(request).map(PayloadLayout::reply);
	}

	private Mono<Reply> reply(Payload request) {
		int function = PayloadLayout.function(request);
		Deadline deadline = PayloadLayout.deadline(request);
		byte[] headers = PayloadLayout.headers(request);
		return this.handler.handle(function, PayloadLayout.body(request), deadline, headers);
	}

	@Override
	public Flux<Payload> requestStream(Payload request) {
		if (this.foreign != null && !PayloadLayout.isRequest(request)) {
			return this.foreign.many((rsocket) -> rsocket.requestStream(request));
		}
		byte[] headers = PayloadLayout.headers(request);
		return payloads(request,
				this.handler.stream(PayloadLayout.function(request), PayloadLayout.body(request), headers));
	}

	@Override
	public Mono<Void> fireAndForget(Payload request) {
		if (this.foreign != null && !PayloadLayout.isRequest(request)) {
			return this.foreign.one((rsocket) -> rsocket.fireAndForget(request));
		}
		byte[] headers = PayloadLayout.headers(request);
		this.handler.take(PayloadLayout.function(request), PayloadLayout.body(request), headers);
		return Mono.empty();
	}

	@Override
	public Flux<Payload> requestChannel(Publisher<Payload> payloads) {
		// The answer may end before the other side's stream, which goes on then
		return Flux.from(payloads).switchOnFirst((first, all) -> {
			Payload request = first.get();
			if (request == null) {
				return all;
			}
			if (this.foreign != null && !PayloadLayout.isRequest(request)) {
				return this.foreign.many((rsocket) -> rsocket.requestChannel(all));
			}
			Flux<byte[]> updates = DemandWindow.of(ReceivedElements.of(all.skip(1)), (update) -> update.length);
			Deadline deadline = PayloadLayout.deadline(request);
			byte[] headers = PayloadLayout.headers(request);
			return payloads(request, this.handler.channel(PayloadLayout.function(request), PayloadLayout.body(request),
					updates, deadline, headers));
		}, false);
	}

	private Flux<Payload> payloads(Payload request, Flux<byte[]> elements) {
		return (PayloadLayout.takesSeveral(request) ? ElementBatches.of(elements, this.handler.senders())
				: elements.map(PayloadLayout::element))
			.onErrorMap(ErrorFrames::toFrame);
	}

}
