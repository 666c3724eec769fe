package io.rpcparallel.master;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import reactor.core.publisher.Mono;

import io.rpcparallel.MessageTooLargeException;
import io.rpcparallel.PayloadConversionException;
import io.rpcparallel.protocol.AgreedTypes;
import io.rpcparallel.protocol.BuiltIn;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.PayloadFormats;
import io.rpcparallel.protocol.PreparedType;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ReplyException;
import io.rpcparallel.registry.PayloadRole;
import io.rpcparallel.registry.RegisteredFunction;
import io.rpcparallel.transport.RpcLink;

/**
 * Encodes what is sent to workers, within the limit.
 */
class PayloadWriter {

	private final PayloadFormats formats;

	private final int maxMessageSize;

	private final AgreedTypes agreed = new AgreedTypes();

	private final ControlCodec controlCodec = new ControlCodec();

	PayloadWriter(PayloadFormats formats, int maxMessageSize) {
		this.formats = formats;
		this.maxMessageSize = maxMessageSize;
	}

	/**
	 * Agree with the worker at the other end on what is to go by Fory, as both sides get
	 * prepared for it.
	 * @param link the connection that this writes to
	 */
	void agree(RpcLink link) {
		this.formats.prepared()
			.flatMap((number) -> agreed(link, number), Integer.MAX_VALUE)
			.takeUntilOther(link.onClose())
			.subscribe(this.agreed::add);
	}

	private Mono<Integer> agreed(RpcLink link, int number) {
		return link.request(BuiltIn.AGREE, this.controlCodec.encode(new PreparedType(number)))
			.filter((reply) -> reply.code() == Reply.Code.VALUE)
			.map((reply) -> number)
			// One by one, so that none is cancelled while the end of the link ends it
			.onErrorResume((ex) -> Mono.empty());
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
			return this.formats.of(type).encode(value, this.agreed);
		}
		catch (RuntimeException ex) {
			throw new PayloadConversionException(workerName,
					"%s for worker '%s' could not be written as %s".formatted(subject.get(), workerName, type), ex);
		}
	}

}
