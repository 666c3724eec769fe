package io.rpcparallel.worker;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.springframework.core.ResolvableType;

import io.rpcparallel.protocol.ApplicationFormats;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.PayloadCodec;
import io.rpcparallel.protocol.PayloadFormats;
import io.rpcparallel.protocol.PreparedType;
import io.rpcparallel.protocol.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReplyWriter}: what it agrees on with a client.
 */
class ReplyWriterTests {

	private static final byte FORY = 0;

	private static final byte CBOR = 1;

	private static final ResolvableType TYPE = ResolvableType.forClass(Point.class);

	private final ControlCodec codec = new ControlCodec();

	private final PayloadFormats formats = ApplicationFormats.create(PayloadCodec.AUTO, TYPE);

	private final ReplyWriter replies = new ReplyWriter(this.formats, this.codec, 1000);

	@Test
	void aClientHearsAndGetsForyWhenMuchWasSentHereToo() {
		ReplyWriter one = this.replies.forLink();
		CompletableFuture<Reply> reply = one.agree(this.codec.encode(new PreparedType(0))).toFuture();
		CompletableFuture<Reply> unknown = one.agree(this.codec.encode(new PreparedType(1))).toFuture();
		byte[] query = ApplicationFormats.create(PayloadCodec.AUTO, TYPE).of(TYPE).encode(new Point(1));
		for (int i = 1; i < 50_000; i++) {
			one.read(TYPE, query);
		}
		assertThat(reply).isNotDone();
		assertThat(one.write(TYPE, new Point(2))).startsWith(CBOR);
		assertThat(reply).succeedsWithin(Duration.ofSeconds(60)).isEqualTo(Reply.value(null));
		assertThat(one.write(TYPE, new Point(2))).startsWith(FORY);
		assertThat(this.replies.forLink().write(TYPE, new Point(2))).startsWith(CBOR);
		assertThat(unknown).isNotDone();
	}

	@Test
	void anAgreementOnNothingIsRefused() {
		assertThat(this.replies.agree(null).block().code()).isEqualTo(Reply.Code.REFUSED);
	}

	record Point(int x) {

	}

}
