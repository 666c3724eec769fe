package io.rpcparallel.master;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.MessageTooLargeException;
import io.rpcparallel.PayloadConversionException;
import io.rpcparallel.RemoteFunctionException;
import io.rpcparallel.RemoteThrowable;
import io.rpcparallel.UnknownFunctionException;
import io.rpcparallel.WorkerException;
import io.rpcparallel.WorkerLogLevel;
import io.rpcparallel.WorkerStartException;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.PayloadFormats;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ThrowableData;
import io.rpcparallel.registry.PayloadRole;
import io.rpcparallel.registry.RegisteredFunction;

/**
 * Turns the reply to a call into its result or its exception.
 */
class ReplyReader {

	private final PayloadFormats formats;

	private final ControlCodec controlCodec = new ControlCodec();

	ReplyReader(PayloadFormats formats) {
		this.formats = formats;
	}

	@Nullable Object read(String workerName, RegisteredFunction function, Reply reply) {
		byte[] body = reply.body();
		if (reply.code() == Reply.Code.VALUE) {
			return decode(workerName, function, PayloadRole.RESULT, body);
		}
		throw failure(workerName, function, reply);
	}

	Object readElement(String workerName, RegisteredFunction function, PayloadRole role, byte[] element) {
		Object value = decode(workerName, function, role, element);
		if (value == null) {
			throw new PayloadConversionException(workerName,
					"An element of function '%s' from worker '%s' is null".formatted(function.name(), workerName),
					null);
		}
		return value;
	}

	/**
	 * Check the reply to an initialisation.
	 * @param workerName the name of the worker
	 * @param reply its reply
	 * @param lastLines the last lines of its process
	 * @throws WorkerStartException if it was not initialised
	 */
	void requireInitialized(String workerName, Reply reply, List<String> lastLines) {
		byte[] body = reply.body();
		if (reply.code() == Reply.Code.VALUE) {
			return;
		}
		if (body == null) {
			throw new WorkerStartException(workerName, "it refused to be initialised", null, lastLines, null);
		}
		RemoteThrowable thrown = this.controlCodec.decode(body, ThrowableData.class).toRemoteThrowable();
		String what = (reply.code() == Reply.Code.THREW) ? "its init function threw " : "it was refused with ";
		throw new WorkerStartException(workerName, what + thrown, null, lastLines, thrown);
	}

	/**
	 * Check the reply to a request of ours that is no call.
	 * @param workerName the name of the worker
	 * @param what what was asked for, such as a session type
	 * @param reply its reply
	 * @throws UnknownFunctionException if the worker refused
	 * @throws RemoteFunctionException if a session could not be made
	 */
	void requireAccepted(String workerName, String what, Reply reply) {
		byte[] body = reply.body();
		if (reply.code() == Reply.Code.VALUE) {
			return;
		}
		if (body == null) {
			throw new UnknownFunctionException(workerName, "Worker '%s' refused %s".formatted(workerName, what));
		}
		ThrowableData thrown = this.controlCodec.decode(body, ThrowableData.class);
		if (reply.code() == Reply.Code.THREW) {
			throw new RemoteFunctionException(workerName, what, thrown.toRemoteThrowable());
		}
		throw new UnknownFunctionException(workerName, String.valueOf(thrown.message()));
	}

	/**
	 * Read the level of a logger.
	 * @param workerName the name of the worker
	 * @param reply its reply, which was accepted
	 * @return the level
	 * @throws UnknownFunctionException if it is none
	 */
	WorkerLogLevel readLogLevel(String workerName, Reply reply) {
		byte[] body = reply.body();
		if (body == null) {
			throw new UnknownFunctionException(workerName, "Worker '%s' tells no log levels".formatted(workerName));
		}
		return this.controlCodec.decode(body, WorkerLogLevel.class);
	}

	private @Nullable Object decode(String workerName, RegisteredFunction function, PayloadRole role,
			byte @Nullable [] body) {
		try {
			return this.formats.of(function.payload(role)).decode(body);
		}
		catch (RuntimeException ex) {
			throw new PayloadConversionException(workerName,
					"The %s of function '%s' from worker '%s' could not be read as %s".formatted(role, function.name(),
							workerName, function.payload(role)),
					ex);
		}
	}

	WorkerException failure(String workerName, RegisteredFunction function, Reply reply) {
		byte[] body = reply.body();
		Reply.Code code = reply.code();
		if (body == null) {
			return new UnknownFunctionException(workerName,
					"Worker '%s' refused function '%s'".formatted(workerName, function.name()));
		}
		if (code == Reply.Code.TOO_LARGE) {
			Reply.TooLarge tooLarge = this.controlCodec.decode(body, Reply.TooLarge.class);
			return new MessageTooLargeException(workerName, "the result of function '%s'".formatted(function.name()),
					tooLarge.size(), tooLarge.limit());
		}
		ThrowableData thrown = this.controlCodec.decode(body, ThrowableData.class);
		return (code == Reply.Code.THREW)
				? new RemoteFunctionException(workerName, function.name(), thrown.toRemoteThrowable())
				: new UnknownFunctionException(workerName, String.valueOf(thrown.message()));
	}

}
