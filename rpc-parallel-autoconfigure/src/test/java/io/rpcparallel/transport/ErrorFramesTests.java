package io.rpcparallel.transport;

import io.rsocket.exceptions.ApplicationErrorException;
import io.rsocket.exceptions.CustomRSocketException;
import io.rsocket.exceptions.RejectedSetupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ReplyException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ErrorFrames}.
 */
class ErrorFramesTests {

	@ParameterizedTest
	@EnumSource(Reply.Code.class)
	void aReplyKeepsItsCodeAndBody(Reply.Code code) {
		Reply reply = new Reply(code, new byte[] { 0, -1, 'x' });
		Throwable read = ErrorFrames.fromFrame(ErrorFrames.toFrame(new ReplyException(reply)));
		assertThat(read).isInstanceOfSatisfying(ReplyException.class, (ex) -> {
			assertThat(ex.reply().code()).isEqualTo(code);
			assertThat(ex.reply().body()).containsExactly(0, -1, 'x');
		});
	}

	@Test
	void aReplyWithoutBodyHasNone() {
		Throwable read = ErrorFrames
			.fromFrame(ErrorFrames.toFrame(new ReplyException(new Reply(Reply.Code.REFUSED, null))));
		assertThat(read).isInstanceOfSatisfying(ReplyException.class, (ex) -> assertThat(ex.reply().body()).isNull());
	}

	@Test
	void whatIsNoReplyTellsNothingOfItself() {
		Throwable frame = ErrorFrames.toFrame(new IllegalStateException("the password is 123"));
		assertThat(frame.getMessage()).isEmpty();
		assertThat(ErrorFrames.fromFrame(frame)).isInstanceOfSatisfying(ReplyException.class,
				(ex) -> assertThat(ex.reply().code()).isEqualTo(Reply.Code.REFUSED));
	}

	@Test
	void aRefusedConnectionIsToldFromOtherErrors() {
		assertThat(ErrorFrames.fromFrame(new RejectedSetupException("no"))).isInstanceOf(LinkRefusedException.class);
		Throwable other = new ApplicationErrorException("x");
		assertThat(ErrorFrames.fromFrame(other)).isSameAs(other);
		Throwable unknownCode = new CustomRSocketException(0x7777, "");
		assertThat(ErrorFrames.fromFrame(unknownCode)).isSameAs(unknownCode);
	}

	@Test
	void aBodyThatIsNotOursIsLeftOut() {
		assertThat(ErrorFrames.fromFrame(new CustomRSocketException(0x301, "%%%")))
			.isInstanceOfSatisfying(ReplyException.class, (ex) -> assertThat(ex.reply().body()).isNull());
	}

}
