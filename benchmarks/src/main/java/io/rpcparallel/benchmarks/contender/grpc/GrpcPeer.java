package io.rpcparallel.benchmarks.contender.grpc;

import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

import com.google.protobuf.BytesValue;
import com.google.protobuf.Int32Value;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;

import io.rpcparallel.benchmarks.contender.Completion;
import io.rpcparallel.benchmarks.contender.Peer;
import io.rpcparallel.benchmarks.contender.Server;
import io.rpcparallel.benchmarks.contender.Streams;

/**
 * grpc-java on Netty with protobuf messages.
 */
public final class GrpcPeer extends Peer implements Streams {

	private final ManagedChannel channel;

	/**
	 * Create the peer.
	 * @param server its answering side
	 */
	public GrpcPeer(Server server) {
		super(server);
		this.channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
	}

	@Override
	public int call(int query) {
		return ClientCalls.blockingUnaryCall(this.channel, Methods.INCREMENT, CallOptions.DEFAULT, Int32Value.of(query))
			.getValue();
	}

	@Override
	public void submit(int query, Completion completion) {
		ClientCalls.asyncUnaryCall(this.channel.newCall(Methods.INCREMENT, CallOptions.DEFAULT), Int32Value.of(query),
				new Answer<>(completion, Int32Value::getValue));
	}

	@Override
	public void echo(byte[] bytes, Completion completion) {
		BytesValue query = BytesValue.of(UnsafeByteOperations.unsafeWrap(bytes));
		ClientCalls.asyncUnaryCall(this.channel.newCall(Methods.ECHO, CallOptions.DEFAULT), query,
				new Answer<>(completion, (answer) -> answer.getValue().size()));
	}

	@Override
	public long toMaster(int count) {
		Iterator<Int32Value> numbers = ClientCalls.blockingServerStreamingCall(this.channel, Methods.NUMBERS,
				CallOptions.DEFAULT, Int32Value.of(count));
		long sum = 0;
		while (numbers.hasNext()) {
			sum += numbers.next().getValue();
		}
		return sum;
	}

	@Override
	public long toWorker(int count) throws Exception {
		CompletableFuture<Long> sum = new CompletableFuture<>();
		ClientCalls.asyncClientStreamingCall(this.channel.newCall(Methods.SUM, CallOptions.DEFAULT),
				new SumOfNumbers(count, sum));
		return sum.get(5, TimeUnit.MINUTES);
	}

	@Override
	protected void disconnect() {
		this.channel.shutdownNow();
	}

	/**
	 * Passes the only answer of a call on.
	 */
	private record Answer<T>(Completion completion, ToLongFunction<T> content) implements StreamObserver<T> {

		@Override
		public void onNext(T value) {
			this.completion.done(this.content.applyAsLong(value));
		}

		@Override
		public void onError(Throwable ex) {
			this.completion.failed(ex);
		}

		@Override
		public void onCompleted() {
		}

	}

}
