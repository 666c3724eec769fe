package io.rpcparallel.transport;

import java.nio.ByteBuffer;

import io.rsocket.Payload;
import io.rsocket.util.DefaultPayload;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ReplyException;

/**
 * How requests and replies lie in an RSocket payload. The metadata of a request is the
 * number of the function and a flag, that of a reply its code and a flag; the flag tells
 * {@code null} from a body without bytes.
 */
final class PayloadLayout {

	private static final byte NULL_BODY = 0;

	private static final byte BODY = 1;

	private static final byte[] EMPTY = {};

	private static final Reply.Code[] CODES = Reply.Code.values();

	private PayloadLayout() {
	}

	static Payload request(int function, byte @Nullable [] body) {
		return payload(ByteBuffer.allocate(Integer.BYTES + 1).putInt(function), body);
	}

	static Payload reply(Reply reply) {
		return payload(ByteBuffer.allocate(2).put((byte) reply.code().ordinal()), reply.body());
	}

	static Payload element(byte[] body) {
		return DefaultPayload.create(body);
	}

	static byte[] element(Payload payload) {
		ByteBuffer data = payload.getData();
		byte[] body = new byte[data.remaining()];
		data.get(body);
		payload.release();
		return body;
	}

	// An error frame would end both directions of a request. So the failure of one is its
	// last payload, and has metadata, which elements have not
	static byte[] update(Payload payload) {
		if (payload.hasMetadata()) {
			throw new ReplyException(reply(payload));
		}
		return element(payload);
	}

	// What stands first in composite metadata is neither the first byte of a function's
	// number nor that of one of ours, which is negative
	static boolean isRequest(Payload request) {
		ByteBuffer metadata = request.getMetadata();
		return metadata.remaining() == Integer.BYTES + 1 && (metadata.get(0) == 0 || metadata.get(0) == -1);
	}

	static int function(Payload request) {
		ByteBuffer metadata = request.getMetadata();
		if (metadata.remaining() != Integer.BYTES + 1) {
			throw new IllegalArgumentException("A request's metadata has 5 bytes, not " + metadata.remaining());
		}
		return metadata.getInt();
	}

	static Reply reply(Payload reply) {
		ByteBuffer metadata = reply.getMetadata();
		int code = (metadata.remaining() == 2) ? metadata.get() : -1;
		if (code < 0 || code >= CODES.length) {
			throw new IllegalArgumentException("A reply's metadata is not of this protocol");
		}
		return new Reply(CODES[code], body(reply));
	}

	static byte @Nullable [] body(Payload payload) {
		ByteBuffer metadata = payload.getMetadata();
		if (metadata.get(metadata.limit() - 1) == NULL_BODY) {
			return null;
		}
		ByteBuffer data = payload.getData();
		byte[] body = new byte[data.remaining()];
		data.get(body);
		return body;
	}

	private static Payload payload(ByteBuffer metadata, byte @Nullable [] body) {
		metadata.put((body != null) ? BODY : NULL_BODY).flip();
		return DefaultPayload.create(ByteBuffer.wrap((body != null) ? body : EMPTY), metadata);
	}

}
