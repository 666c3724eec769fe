package io.rpcparallel.benchmarks.contender.rsocket;

import io.netty.buffer.ByteBuf;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketServer;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.benchmarks.contender.Endpoint;

/**
 * Answers with rsocket-java on reactor-netty as they come.
 */
public final class RSocketEndpoint implements Endpoint {

	private final CloseableChannel channel;

	/**
	 * Listen on a loopback port.
	 */
	public RSocketEndpoint() {
		CloseableChannel bound = RSocketServer.create(SocketAcceptor.with(new Answers()))
			.bindNow(TcpServerTransport.create("127.0.0.1", 0));
		this.channel = bound;
	}

	@Override
	public String address() {
		return Integer.toString(this.channel.address().getPort());
	}

	@Override
	public void close() {
		this.channel.dispose();
	}

	/**
	 * Four bytes are a number to count on from, anything else is sent back.
	 */
	private static final class Answers implements RSocket {

		@Override
		public Mono<Payload> requestResponse(Payload payload) {
			ByteBuf data = payload.sliceData();
			if (data.readableBytes() != Integer.BYTES) {
				return Mono.just(payload);
			}
			int query = data.getInt(data.readerIndex());
			payload.release();
			return (query >= 0) ? Mono.just(Ints.payload(query + 1)) : Mono.never();
		}

		@Override
		public Flux<Payload> requestStream(Payload payload) {
			return Flux.range(0, Ints.value(payload)).map(Ints::payload);
		}

		@Override
		public Flux<Payload> requestChannel(Publisher<Payload> payloads) {
			return Flux.from(payloads)
				.reduce(0L, (sum, payload) -> sum + Ints.value(payload))
				.map(Ints::payload)
				.flux();
		}

	}

}
