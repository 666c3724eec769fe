package io.rpcparallel.worker;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.PayloadFormats;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ReplyException;
import io.rpcparallel.protocol.ThrowableData;

/**
 * Puts what functions return and throw into replies, within the limit.
 */
class ReplyWriter {

	private final PayloadFormats formats;

	private final ControlCodec controlCodec;

	private final int maxMessageSize;

	ReplyWriter(PayloadFormats formats, ControlCodec controlCodec, int maxMessageSize) {
		this.formats = formats;
		this.controlCodec = controlCodec;
		this.maxMessageSize = maxMessageSize;
	}

	@Nullable Object read(ResolvableType type, byte @Nullable [] body) {
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
		byte[] encoded = this.formats.of(type).encode(value);
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
