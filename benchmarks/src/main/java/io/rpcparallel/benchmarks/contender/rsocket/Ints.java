package io.rpcparallel.benchmarks.contender.rsocket;

import java.nio.ByteBuffer;

import io.rsocket.Payload;
import io.rsocket.util.DefaultPayload;

/**
 * Numbers as payloads.
 */
final class Ints {

	private Ints() {
	}

	static Payload payload(int value) {
		return DefaultPayload.create(ByteBuffer.allocate(Integer.BYTES).putInt(0, value));
	}

	static Payload payload(long value) {
		return DefaultPayload.create(ByteBuffer.allocate(Long.BYTES).putLong(0, value));
	}

	static int value(Payload payload) {
		int value = payload.data().getInt(payload.data().readerIndex());
		payload.release();
		return value;
	}

	static long longValue(Payload payload) {
		long value = payload.data().getLong(payload.data().readerIndex());
		payload.release();
		return value;
	}

}
