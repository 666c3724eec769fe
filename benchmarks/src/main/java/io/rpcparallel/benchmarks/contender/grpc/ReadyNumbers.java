package io.rpcparallel.benchmarks.contender.grpc;

import com.google.protobuf.Int32Value;
import io.grpc.stub.CallStreamObserver;

/**
 * Writes the ints from 0 on while the other side takes them.
 */
class ReadyNumbers implements Runnable {

	private final CallStreamObserver<Int32Value> stream;

	private final int count;

	private int next;

	private boolean completed;

	ReadyNumbers(CallStreamObserver<Int32Value> stream, int count) {
		this.stream = stream;
		this.count = count;
	}

	@Override
	public void run() {
		while (this.stream.isReady() && this.next < this.count) {
			this.stream.onNext(Int32Value.of(this.next++));
		}
		if (this.next == this.count && !this.completed) {
			this.completed = true;
			this.stream.onCompleted();
		}
	}

}
