package io.rpcparallel.benchmarks.contender.grpc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

import com.google.protobuf.BytesValue;
import com.google.protobuf.Int32Value;
import com.google.protobuf.Int64Value;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

import io.rpcparallel.benchmarks.contender.Endpoint;

/**
 * Answers with grpc-java on Netty.
 */
public final class GrpcEndpoint implements Endpoint {

	private final Server server;

	/**
	 * Listen on a loopback port.
	 * @throws IOException if that fails
	 */
	public GrpcEndpoint() throws IOException {
		ServerServiceDefinition service = ServerServiceDefinition.builder(Methods.SERVICE)
			.addMethod(Methods.INCREMENT, ServerCalls.asyncUnaryCall(GrpcEndpoint::increment))
			.addMethod(Methods.ECHO, ServerCalls.asyncUnaryCall(GrpcEndpoint::echo))
			.addMethod(Methods.NUMBERS, ServerCalls.asyncServerStreamingCall(GrpcEndpoint::numbers))
			.addMethod(Methods.SUM, ServerCalls.asyncClientStreamingCall(Sum::new))
			.build();
		this.server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
			.addService(service)
			.build()
			.start();
	}

	@Override
	public String address() {
		return Integer.toString(this.server.getPort());
	}

	@Override
	public void close() {
		this.server.shutdownNow();
	}

	private static void increment(Int32Value query, StreamObserver<Int32Value> answer) {
		if (query.getValue() >= 0) {
			answer.onNext(Int32Value.of(query.getValue() + 1));
			answer.onCompleted();
		}
	}

	private static void echo(BytesValue query, StreamObserver<BytesValue> answer) {
		answer.onNext(query);
		answer.onCompleted();
	}

	private static void numbers(Int32Value count, StreamObserver<Int32Value> answer) {
		ServerCallStreamObserver<Int32Value> stream = (ServerCallStreamObserver<Int32Value>) answer;
		stream.setOnReadyHandler(new ReadyNumbers(stream, count.getValue()));
	}

	/**
	 * Adds up what the client sends.
	 */
	private static final class Sum implements StreamObserver<Int32Value> {

		private final StreamObserver<Int64Value> answer;

		private long sum;

		Sum(StreamObserver<Int64Value> answer) {
			this.answer = answer;
		}

		@Override
		public void onNext(Int32Value value) {
			this.sum += value.getValue();
		}

		@Override
		public void onError(Throwable ex) {
			this.answer.onError(ex);
		}

		@Override
		public void onCompleted() {
			this.answer.onNext(Int64Value.of(this.sum));
			this.answer.onCompleted();
		}

	}

}
