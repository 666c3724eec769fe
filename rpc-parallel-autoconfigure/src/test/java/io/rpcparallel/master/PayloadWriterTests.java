package io.rpcparallel.master;

import java.util.function.Supplier;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.ResolvableType;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.rpcparallel.protocol.ApplicationFormats;
import io.rpcparallel.protocol.BuiltIn;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.PayloadCodec;
import io.rpcparallel.protocol.PayloadFormat;
import io.rpcparallel.protocol.PayloadFormats;
import io.rpcparallel.protocol.PreparedType;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.transport.RpcLink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link PayloadWriter}: what it agrees on with a worker.
 */
class PayloadWriterTests {

	private static final byte FORY = 0;

	private static final byte CBOR = 1;

	private static final ResolvableType TYPE = ResolvableType.forClass(Point.class);

	private static final Supplier<String> SUBJECT = () -> "a point";

	private static final PayloadFormats formats = ApplicationFormats.create(PayloadCodec.AUTO, TYPE);

	private final Sinks.One<Reply> answer = Sinks.one();

	private final Sinks.Empty<Void> closed = Sinks.empty();

	private final RpcLink link = mock(RpcLink.class);

	@BeforeAll
	static void sendMuch() {
		PayloadFormat format = formats.of(TYPE);
		for (int i = 0; i < 50_000; i++) {
			format.encode(new Point(i));
		}
		assertThat(formats.prepared().next().block()).isZero();
	}

	@BeforeEach
	void answer() {
		given(this.link.request(BuiltIn.AGREE, new ControlCodec().encode(new PreparedType(0))))
			.willReturn(this.answer.asMono());
		given(this.link.onClose()).willReturn(this.closed.asMono());
	}

	@Test
	void aWorkerGetsForyOnceItHasAnsweredThatItIsPrepared() {
		PayloadWriter writer = writer();
		writer.agree(this.link);
		assertThat(write(writer)).startsWith(CBOR);
		this.answer.tryEmitValue(Reply.value(null));
		assertThat(write(writer)).startsWith(FORY);
		assertThat(write(writer())).startsWith(CBOR);
	}

	@Test
	void aWorkerThatRefusesOrFailsGetsCbor() {
		PayloadWriter refused = writer();
		refused.agree(this.link);
		this.answer.tryEmitValue(new Reply(Reply.Code.REFUSED, null));
		assertThat(write(refused)).startsWith(CBOR);
		given(this.link.request(BuiltIn.AGREE, new ControlCodec().encode(new PreparedType(0))))
			.willReturn(Mono.error(new IllegalStateException("lost")));
		PayloadWriter failed = writer();
		failed.agree(this.link);
		assertThat(write(failed)).startsWith(CBOR);
	}

	@Test
	void nobodyWaitsForAnAnswerOverALinkThatHasEnded() {
		writer().agree(this.link);
		assertThat(this.answer.currentSubscriberCount()).isEqualTo(1);
		this.closed.tryEmitEmpty();
		assertThat(this.answer.currentSubscriberCount()).isZero();
	}

	private static PayloadWriter writer() {
		return new PayloadWriter(formats, 1000);
	}

	private static byte[] write(PayloadWriter writer) {
		return writer.write("one", SUBJECT, TYPE, new Point(1));
	}

	record Point(int x) {

	}

}
