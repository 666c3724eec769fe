package io.rpcparallel.benchmarks.contender.raw;

import java.io.IOException;

import io.rpcparallel.benchmarks.contender.Completion;
import io.rpcparallel.benchmarks.contender.Peer;
import io.rpcparallel.benchmarks.contender.Server;
import io.rpcparallel.benchmarks.contender.Streams;

/**
 * Ints and bytes over a blocking socket and nothing else: the limit for all others.
 */
public final class RawPeer extends Peer implements Streams {

	private final RawChannel channel;

	private final RawPipeline pipeline;

	private final String address;

	/**
	 * Create the peer.
	 * @param server its answering side
	 * @throws IOException if the connection fails
	 */
	public RawPeer(Server server) throws IOException {
		super(server);
		this.address = server.address();
		this.channel = RawChannel.connect(this.address);
		this.pipeline = new RawPipeline(RawChannel.connect(this.address));
	}

	@Override
	public int call(int query) throws IOException {
		request(RawRequest.CALL, query);
		return this.channel.readInt();
	}

	@Override
	public void submit(int query, Completion completion) {
		this.pipeline.call(query, completion);
	}

	@Override
	public void echo(byte[] bytes, Completion completion) {
		this.pipeline.echo(bytes, completion);
	}

	@Override
	public long toMaster(int count) throws IOException {
		request(RawRequest.TO_MASTER, count);
		long sum = 0;
		for (int i = 0; i < count; i++) {
			sum += this.channel.readInt();
		}
		return sum;
	}

	@Override
	public long toWorker(int count) throws IOException {
		request(RawRequest.TO_WORKER, count);
		for (int i = 0; i < count; i++) {
			this.channel.writeInt(i);
		}
		this.channel.flush();
		return ((long) this.channel.readInt() << Integer.SIZE) | Integer.toUnsignedLong(this.channel.readInt());
	}

	private void request(int kind, int value) throws IOException {
		this.channel.writeInt(kind);
		this.channel.writeInt(value);
		this.channel.flush();
	}

	@Override
	protected void disconnect() throws IOException {
		this.channel.close();
		this.pipeline.close();
		RawEndpoint.deleteSocket(this.address);
	}

}
