package io.rpcparallel.transport;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;

import io.rsocket.Payload;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.protocol.Deadline;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ReplyException;

/**
 * How requests and replies lie in an RSocket payload. The metadata of a request is the
 * number of the function and flags, that of a reply its code and flags. One flag tells
 * {@code null} from a body without bytes, another that who asks for a stream reads
 * several elements from one payload, a third that the time which remains until the
 * deadline of the call follows the number, in nanoseconds, and a fourth that headers
 * follow that. The flags stand last. A payload of one element has no metadata. One of
 * several has a single byte, and each of them in its data follows its length: seven bits
 * a byte, lowest first, all bytes but the last negative.
 */
final class PayloadLayout {

	private static final int REQUEST_SIZE = Integer.BYTES + 1;

	private static final int TIMED_REQUEST_SIZE = REQUEST_SIZE + Long.BYTES;

	private static final byte BODY = 1;

	private static final byte SEVERAL = 2;

	private static final byte DEADLINE = 4;

	private static final byte HEADERS = 8;

	private static final byte[] ELEMENTS = { SEVERAL };

	private static final byte[] VALUE = { (byte) Reply.Code.VALUE.ordinal(), BODY };

	/**
	 * The size from which on an element is sent as it is.
	 */
	private static final int LARGE = 16 * 1024;

	private static final byte[] EMPTY = {};

	private static final Reply.Code[] CODES = Reply.Code.values();

	private PayloadLayout() {
	}

	static Payload request(int function, byte @Nullable [] body) {
		return request(function, 0, body);
	}

	static Payload request(int function, byte @Nullable [] body, @Nullable Deadline deadline) {
		return (deadline != null) ? request(function, 0, body, deadline) : request(function, body);
	}

	static Payload request(int function, byte @Nullable [] body, @Nullable Deadline deadline,
			byte @Nullable [] headers) {
		return (headers != null) ? request(function, 0, body, deadline, headers) : request(function, body, deadline);
	}

	static Payload streamRequest(int function, byte @Nullable [] body) {
		return request(function, SEVERAL, body);
	}

	static Payload streamRequest(int function, byte @Nullable [] body, @Nullable Deadline deadline) {
		return (deadline != null) ? request(function, SEVERAL, body, deadline) : streamRequest(function, body);
	}

	static Payload streamRequest(int function, byte @Nullable [] body, @Nullable Deadline deadline,
			byte @Nullable [] headers) {
		return (headers != null) ? request(function, SEVERAL, body, deadline, headers)
				: streamRequest(function, body, deadline);
	}

	private static Payload request(int function, int flags, byte @Nullable [] body, @Nullable Deadline deadline,
			byte[] headers) {
		ByteBuffer metadata = ByteBuffer
			.allocate(((deadline != null) ? TIMED_REQUEST_SIZE : REQUEST_SIZE) + headers.length)
			.putInt(function);
		if (deadline != null) {
			metadata.putLong(deadline.remainingNanos());
		}
		metadata.put(headers).put(flags(flags | HEADERS | ((deadline != null) ? DEADLINE : 0), body));
		return new BytesPayload(metadata.array(), (body != null) ? body : EMPTY);
	}

	private static Payload request(int function, int flags, byte @Nullable [] body, Deadline deadline) {
		byte[] metadata = ByteBuffer.allocate(TIMED_REQUEST_SIZE)
			.putInt(function)
			.putLong(deadline.remainingNanos())
			.put(flags(flags | DEADLINE, body))
			.array();
		return new BytesPayload(metadata, (body != null) ? body : EMPTY);
	}

	private static Payload request(int function, int flags, byte @Nullable [] body) {
		byte[] metadata = { (byte) (function >> 24), (byte) (function >> 16), (byte) (function >> 8), (byte) function,
				flags(flags, body) };
		return new BytesPayload(metadata, (body != null) ? body : EMPTY);
	}

	// Whether who asks reads several elements from a payload
	static boolean takesSeveral(Payload request) {
		return (flags(request) & SEVERAL) != 0;
	}

	static Payload reply(Reply reply) {
		byte[] body = reply.body();
		if (reply.code() == Reply.Code.VALUE && body != null) {
			return new BytesPayload(VALUE, body);
		}
		byte[] metadata = { (byte) reply.code().ordinal(), flags(0, body) };
		return new BytesPayload(metadata, (body != null) ? body : EMPTY);
	}

	static Payload element(byte[] body) {
		return new BytesPayload(null, body);
	}

	/**
	 * Put elements into a payload, as many as fit.
	 * @param elements the elements, those in the payload are removed
	 * @param limit what the payload may have in bytes if it has several
	 * @return the payload
	 */
	static Payload elements(Deque<byte[]> elements, int limit) {
		int count = 0;
		int size = 0;
		for (byte[] element : elements) {
			int next = size + lengthSize(element.length) + element.length;
			if (element.length >= LARGE || next > limit) {
				break;
			}
			count++;
			size = next;
		}
		if (count <= 1) {
			return element(elements.remove());
		}
		byte[] data = new byte[size];
		int position = 0;
		for (int i = 0; i < count; i++) {
			byte[] element = elements.remove();
			int rest = element.length;
			while (rest > 0x7F) {
				data[position++] = (byte) (rest | 0x80);
				rest >>>= 7;
			}
			data[position++] = (byte) rest;
			System.arraycopy(element, 0, data, position, element.length);
			position += element.length;
		}
		return new BytesPayload(ELEMENTS, data);
	}

	private static int lengthSize(int length) {
		return (length <= 0x7F) ? 1 : ((length <= 0x3FFF) ? 2 : 3);
	}

	/**
	 * Take the elements out of a payload. An error frame would end both directions of a
	 * request. So the failure of one is its last payload, and has the metadata of a
	 * reply.
	 * @param payload the payload
	 * @param consumer takes each element
	 * @throws ReplyException if it has a failure instead
	 */
	static void readElements(Payload payload, Consumer<byte[]> consumer) {
		if (!payload.hasMetadata()) {
			consumer.accept(data(payload));
			return;
		}
		if (BytesPayload.metadata(payload).length != ELEMENTS.length) {
			throw new ReplyException(reply(payload));
		}
		byte[] data = data(payload);
		int position = 0;
		while (position < data.length) {
			int length = 0;
			int shift = 0;
			byte part = -1;
			while (part < 0 && shift < Integer.SIZE - 4 && position < data.length) {
				part = data[position++];
				length |= (part & 0x7F) << shift;
				shift += 7;
			}
			if (part < 0 || length > data.length - position) {
				throw new IllegalArgumentException(
						"An element does not fit into the %d bytes of its payload".formatted(data.length));
			}
			consumer.accept(Arrays.copyOfRange(data, position, position + length));
			position += length;
		}
	}

	// What stands first in composite metadata is neither the first byte of a function's
	// number nor that of one of ours, which is negative
	static boolean isRequest(Payload request) {
		byte[] metadata = BytesPayload.metadata(request);
		return isRequest(metadata) && (metadata[0] == 0 || metadata[0] == -1);
	}

	private static boolean isRequest(byte[] metadata) {
		return metadata.length == REQUEST_SIZE || isTimed(metadata) || hasHeaders(metadata);
	}

	private static boolean isTimed(byte[] metadata) {
		return metadata.length >= TIMED_REQUEST_SIZE && (metadata[metadata.length - 1] & DEADLINE) != 0
				&& (metadata.length == TIMED_REQUEST_SIZE || hasHeaders(metadata));
	}

	private static boolean hasHeaders(byte[] metadata) {
		return metadata.length > REQUEST_SIZE && (metadata[metadata.length - 1] & HEADERS) != 0;
	}

	static int function(Payload request) {
		byte[] metadata = BytesPayload.metadata(request);
		if (!isRequest(metadata)) {
			throw new IllegalArgumentException("%d bytes are no metadata of a request".formatted(metadata.length));
		}
		return metadata[0] << 24 | (metadata[1] & 0xFF) << 16 | (metadata[2] & 0xFF) << 8 | (metadata[3] & 0xFF);
	}

	/**
	 * Return when the call of a request is to have ended.
	 * @param request the request, of which the body is not taken yet
	 * @return the deadline, by the clock of this process, or {@code null} if it has none
	 */
	static @Nullable Deadline deadline(Payload request) {
		byte[] metadata = BytesPayload.metadata(request);
		return isTimed(metadata) ? Deadline.afterNanos(ByteBuffer.wrap(metadata).getLong(Integer.BYTES)) : null;
	}

	/**
	 * Return what has come with a request.
	 * @param request the request, of which the body is not taken yet
	 * @return the headers, or {@code null} if there are none
	 */
	static byte @Nullable [] headers(Payload request) {
		byte[] metadata = BytesPayload.metadata(request);
		int end = metadata.length - 1;
		return hasHeaders(metadata)
				? Arrays.copyOfRange(metadata, isTimed(metadata) ? TIMED_REQUEST_SIZE - 1 : REQUEST_SIZE - 1, end)
				: null;
	}

	static Reply reply(Payload reply) {
		byte[] metadata = BytesPayload.metadata(reply);
		int code = (metadata.length == 2) ? metadata[0] : -1;
		if (code < 0 || code >= CODES.length) {
			throw new IllegalArgumentException("A reply's metadata is not of this protocol");
		}
		return new Reply(CODES[code], body(reply));
	}

	static byte @Nullable [] body(Payload payload) {
		return ((flags(payload) & BODY) != 0) ? data(payload) : null;
	}

	private static byte flags(Payload payload) {
		byte[] metadata = BytesPayload.metadata(payload);
		return metadata[metadata.length - 1];
	}

	private static byte flags(int others, byte @Nullable [] body) {
		return (byte) (others | ((body != null) ? BODY : 0));
	}

	private static byte[] data(Payload payload) {
		byte[] data = BytesPayload.data(payload);
		payload.release();
		return data;
	}

}
