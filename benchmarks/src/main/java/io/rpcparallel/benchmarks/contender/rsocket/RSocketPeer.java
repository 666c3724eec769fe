package io.rpcparallel.benchmarks.contender.rsocket;

import java.util.Objects;

import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.util.DefaultPayload;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.benchmarks.contender.Completion;
import io.rpcparallel.benchmarks.contender.Peer;
import io.rpcparallel.benchmarks.contender.Server;
import io.rpcparallel.benchmarks.contender.Streams;

/**
 * rsocket-java on reactor-netty as they come.
 */
public final class RSocketPeer extends Peer implements Streams {

	private final RSocket socket;

	/**
	 * Create the peer.
	 * @param server its answering side
	 */
	public RSocketPeer(Server server) {
		super(server);
		this.socket = answer(RSocketConnector.connectWith(TcpClientTransport.create("127.0.0.1", server.port())));
	}

	@Override
	public int call(int query) {
		return Ints.value(answer(this.socket.requestResponse(Ints.payload(query))));
	}

	@Override
	public void submit(int query, Completion completion) {
		this.socket.requestResponse(Ints.payload(query))
			.subscribe((payload) -> completion.done(Ints.value(payload)), completion::failed);
	}

	@Override
	public void echo(byte[] bytes, Completion completion) {
		this.socket.requestResponse(DefaultPayload.create(bytes)).subscribe((payload) -> {
			int size = payload.data().readableBytes();
			payload.release();
			completion.done(size);
		}, completion::failed);
	}

	@Override
	public long toMaster(int count) {
		return answer(
				this.socket.requestStream(Ints.payload(count)).reduce(0L, (sum, payload) -> sum + Ints.value(payload)));
	}

	@Override
	public long toWorker(int count) {
		Flux<Payload> ints = Flux.range(0, count).map(Ints::payload);
		return Ints.longValue(answer(this.socket.requestChannel(ints).next()));
	}

	private static <T> T answer(Mono<T> answer) {
		return Objects.requireNonNull(answer.block());
	}

	@Override
	protected void disconnect() {
		this.socket.dispose();
	}

}
