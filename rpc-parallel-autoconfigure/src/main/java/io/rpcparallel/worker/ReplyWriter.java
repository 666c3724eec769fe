package io.rpcparallel.worker;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import reactor.core.publisher.Mono;

import io.rpcparallel.protocol.AgreedTypes;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.PayloadFormats;
import io.rpcparallel.protocol.PreparedType;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ReplyException;
import io.rpcparallel.protocol.ThrowableData;

/**
 * Puts what functions return and throw into replies, within the limit, and reads what
 * they are called with.
 */
class ReplyWriter {

	private final PayloadFormats formats;

	private final ControlCodec controlCodec;

	private final int maxMessageSize;

	private final AgreedTypes agreed = new AgreedTypes();

	ReplyWriter(PayloadFormats formats, ControlCodec controlCodec, int maxMessageSize) {
		this.formats = formats;
		this.controlCodec = controlCodec;
		this.maxMessageSize = maxMessageSize;
	}

	/**
	 * Return what writes the replies of one connection.
	 * @return the same, with which nothing is agreed yet
	 */
	ReplyWriter forLink() {
		return new ReplyWriter(this.formats, this.controlCodec, this.maxMessageSize);
	}

	/**
	 * Agree with the client on a type that is to go by Fory.
	 * @param body the encoded type
	 * @return the reply, when this process is prepared for it
	 */
	Mono<Reply> agree(byte @Nullable [] body) {
		if (body == null) {
			return Mono.just(refusal("An agreement has a body"));
		}
		int number = this.controlCodec.decode(body, PreparedType.class).number();
		return this.formats.prepared().filter((each) -> each == number).next().map((each) -> {
			this.agreed.add(each);
			return Reply.value(null);
		});
	}

	/**
	 * Decode a value.
	 * @param type its type
	 * @param body its bytes, or {@code null} for {@code null}
	 * @return the value
	 * @throws ReplyException if its bytes are above the limit, to which whoever sends
	 * them should have held itself
	 */
	@Nullable Object read(ResolvableType type, byte @Nullable [] body) {
		if (body != null && body.length > this.maxMessageSize) {
			throw new ReplyException(refusal("%,d bytes of a '%s' are above the limit of %,d bytes"
				.formatted(body.length, type, this.maxMessageSize)));
		}
		return this.formats.of(type).decode(body);
	}

	/**
	 * Encode a value.
	 * @param type its type
	 * @param value the value
	 * @return its bytes, or {@code null} for {@code null}
	 * @throws ReplyException if it is above the limit
	 */
	byte @Nullable [] write(ResolvableType type, @Nullable Object value) {
		byte[] encoded = this.formats.of(type).encode(value, this.agreed);
		if (encoded != null && encoded.length > this.maxMessageSize) {
			throw new ReplyException(new Reply(Reply.Code.TOO_LARGE,
					this.controlCodec.encode(new Reply.TooLarge(encoded.length, this.maxMessageSize))));
		}
		return encoded;
	}

	byte[] writeElement(ResolvableType type, Object value) {
		byte[] encoded = write(type, value);
		return (encoded != null) ? encoded : new byte[0];
	}

	Reply failed(Throwable failure) {
		return (failure instanceof ReplyException ended) ? ended.reply() : this.controlCodec.threw(failure);
	}

	ReplyException ended(Throwable failure) {
		return (failure instanceof ReplyException ended) ? ended : new ReplyException(this.controlCodec.threw(failure));
	}

	// The caller's source ended with something that it sent as a reply
	Throwable thrown(Throwable failure) {
		return (failure instanceof ReplyException ended && ended.reply().body() != null)
				? this.controlCodec.decode(ended.reply().body(), ThrowableData.class).toRemoteThrowable() : failure;
	}

	Reply refusal(String message) {
		return new Reply(Reply.Code.REFUSED,
				this.controlCodec.encode(ThrowableData.of(new IllegalStateException(message))));
	}

}
