package io.rpcparallel.master;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

import io.rpcparallel.MessageTooLargeException;
import io.rpcparallel.PayloadConversionException;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.PayloadFormats;
import io.rpcparallel.protocol.ReplyException;
import io.rpcparallel.registry.PayloadRole;
import io.rpcparallel.registry.RegisteredFunction;

/**
 * Encodes what is sent to workers, within the limit.
 */
class PayloadWriter {

	private final PayloadFormats formats;

	private final int maxMessageSize;

	private final ControlCodec controlCodec = new ControlCodec();

	PayloadWriter(PayloadFormats formats, int maxMessageSize) {
		this.formats = formats;
		this.maxMessageSize = maxMessageSize;
	}

	byte @Nullable [] write(String workerName, Supplier<String> subject, ResolvableType type, @Nullable Object value) {
		byte[] bytes = encode(workerName, subject, type, value);
		if (bytes != null && bytes.length > this.maxMessageSize) {
			throw new MessageTooLargeException(workerName, subject.get(), bytes.length, this.maxMessageSize);
		}
		return bytes;
	}

	byte[] writeElement(String workerName, RegisteredFunction function, Object element) {
		byte[] bytes = write(workerName, () -> "an element for function '%s'".formatted(function.name()),
				function.payload(PayloadRole.UPDATE), element);
		return (bytes != null) ? bytes : new byte[0];
	}

	/**
	 * Turn the failure of a caller's stream into what its worker can read.
	 * @param failure the failure
	 * @return what ends the stream
	 */
	ReplyException ended(Throwable failure) {
		return new ReplyException(this.controlCodec.threw(failure));
	}

	private byte @Nullable [] encode(String workerName, Supplier<String> subject, ResolvableType type,
			@Nullable Object value) {
		try {
			return this.formats.of(type).encode(value);
		}
		catch (RuntimeException ex) {
			throw new PayloadConversionException(workerName,
					"%s for worker '%s' could not be written as %s".formatted(subject.get(), workerName, type), ex);
		}
	}

}
