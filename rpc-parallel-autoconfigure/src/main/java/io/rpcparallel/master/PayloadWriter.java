package io.rpcparallel.master;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

import io.rpcparallel.MessageTooLargeException;
import io.rpcparallel.PayloadConversionException;
import io.rpcparallel.protocol.PayloadFormats;

/**
 * Encodes what is sent to workers, within the limit.
 */
class PayloadWriter {

	private final PayloadFormats formats;

	private final int maxMessageSize;

	PayloadWriter(PayloadFormats formats, int maxMessageSize) {
		this.formats = formats;
		this.maxMessageSize = maxMessageSize;
	}

	byte @Nullable [] write(String workerName, String subject, ResolvableType type, @Nullable Object value) {
		byte[] bytes = encode(workerName, subject, type, value);
		if (bytes != null && bytes.length > this.maxMessageSize) {
			throw new MessageTooLargeException(workerName, subject, bytes.length, this.maxMessageSize);
		}
		return bytes;
	}

	private byte @Nullable [] encode(String workerName, String subject, ResolvableType type, @Nullable Object value) {
		try {
			return this.formats.of(type).encode(value);
		}
		catch (RuntimeException ex) {
			throw new PayloadConversionException(workerName,
					"%s for worker '%s' could not be written as %s".formatted(subject, workerName, type), ex);
		}
	}

}
