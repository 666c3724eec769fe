package io.rpcparallel.benchmarks.contender.raw;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.rpcparallel.benchmarks.contender.Completion;

/**
 * Many requests under way on one socket: a thread writes what has gathered, another reads
 * the answers, which come in order.
 */
class RawPipeline implements AutoCloseable {

	private final RawChannel channel;

	private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

	private final Queue<Request> pending = new ConcurrentLinkedQueue<>();

	RawPipeline(RawChannel channel) {
		this.channel = channel;
		RawEndpoint.startThread("raw-writer", this::write);
		RawEndpoint.startThread("raw-reader", this::read);
	}

	void call(int query, Completion completion) {
		this.requests.add(new Request(RawRequest.CALL, query, new byte[0], completion));
	}

	void echo(byte[] bytes, Completion completion) {
		this.requests.add(new Request(RawRequest.ECHO, bytes.length, bytes, completion));
	}

	private void write() {
		Queue<Request> batch = new ArrayDeque<>();
		try {
			while (true) {
				batch.add(this.requests.take());
				this.requests.drainTo(batch);
				while (!batch.isEmpty()) {
					write(batch.remove());
				}
				this.channel.flush();
			}
		}
		catch (IOException ex) {
			fail(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void write(Request request) throws IOException {
		this.pending.add(request);
		this.channel.writeInt(request.kind());
		this.channel.writeInt(request.value());
		this.channel.writeBytes(request.bytes());
	}

	private void read() {
		try {
			while (true) {
				int value = this.channel.readInt();
				Request request = this.pending.remove();
				if (request.kind() == RawRequest.ECHO) {
					this.channel.readBytes(value);
				}
				request.completion().done(value);
			}
		}
		catch (ClosedChannelException ex) {
			// Closed by close()
		}
		catch (IOException ex) {
			fail(ex);
		}
	}

	private void fail(IOException ex) {
		for (Request request = this.pending.poll(); request != null; request = this.pending.poll()) {
			request.completion().failed(ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

	private record Request(int kind, int value, byte[] bytes, Completion completion) {

	}

}
