package io.rpcparallel.benchmarks.contender.grpc;

import java.util.concurrent.CompletableFuture;

import com.google.protobuf.Int32Value;
import com.google.protobuf.Int64Value;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;

/**
 * Sends numbers and waits for their sum.
 */
class SumOfNumbers implements ClientResponseObserver<Int32Value, Int64Value> {

	private final int count;

	private final CompletableFuture<Long> sum;

	SumOfNumbers(int count, CompletableFuture<Long> sum) {
		this.count = count;
		this.sum = sum;
	}

	@Override
	public void beforeStart(ClientCallStreamObserver<Int32Value> requests) {
		requests.setOnReadyHandler(new ReadyNumbers(requests, this.count));
	}

	@Override
	public void onNext(Int64Value value) {
		this.sum.complete(value.getValue());
	}

	@Override
	public void onError(Throwable ex) {
		this.sum.completeExceptionally(ex);
	}

	@Override
	public void onCompleted() {
	}

}
