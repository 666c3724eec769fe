package io.rpcparallel.transport;

import java.util.Base64;

import io.rsocket.exceptions.CustomRSocketException;
import io.rsocket.exceptions.RejectedSetupException;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ReplyException;

/**
 * How a reply that is no value lies in an error frame: its code in the range that RSocket
 * leaves to applications, its body as text, since the data of an error frame is one.
 */
final class ErrorFrames {

	private static final int FIRST_CODE = 0x301;

	private static final Reply.Code[] CODES = Reply.Code.values();

	private ErrorFrames() {
	}

	static Throwable toFrame(Throwable failure) {
		if (failure instanceof ReplyException ended) {
			byte[] body = ended.reply().body();
			return new CustomRSocketException(FIRST_CODE + ended.reply().code().ordinal(),
					(body != null) ? Base64.getEncoder().encodeToString(body) : "");
		}
		// What it says may be secret, and is of no use to a stranger
		return new CustomRSocketException(FIRST_CODE + Reply.Code.REFUSED.ordinal(), "");
	}

	static Throwable fromFrame(Throwable failure) {
		if (failure instanceof RejectedSetupException) {
			return new LinkRefusedException(failure.getMessage(), failure);
		}
		if (failure instanceof CustomRSocketException frame) {
			int code = frame.errorCode() - FIRST_CODE;
			if (code >= 0 && code < CODES.length) {
				return new ReplyException(new Reply(CODES[code], body(frame.getMessage())));
			}
		}
		return failure;
	}

	private static byte @Nullable [] body(@Nullable String text) {
		if (text == null || text.isEmpty()) {
			return null;
		}
		try {
			return Base64.getDecoder().decode(text);
		}
		catch (IllegalArgumentException ex) {
			// Not from us, so there is nothing in it for us
			return null;
		}
	}

}
