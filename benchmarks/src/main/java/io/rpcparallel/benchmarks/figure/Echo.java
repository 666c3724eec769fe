package io.rpcparallel.benchmarks.figure;

import java.util.Random;

import io.rpcparallel.benchmarks.Form;
import io.rpcparallel.benchmarks.contender.Calls;
import io.rpcparallel.benchmarks.contender.Completion;

/**
 * Bytes there and back as a load.
 *
 * @param contender whom to call
 * @param bytes what to send
 */
record Echo(Calls contender, byte[] bytes) implements Load.Operation {

	static Load.Result run(Calls contender, int size, int outstanding, Form form) throws Exception {
		byte[] bytes = new byte[size];
		new Random(size).nextBytes(bytes);
		return Load.run(new Echo(contender, bytes), outstanding, form.window());
	}

	@Override
	public void start(int query, Completion completion) {
		this.contender.echo(this.bytes, completion);
	}

	@Override
	public long expected(int query) {
		return this.bytes.length;
	}

}
