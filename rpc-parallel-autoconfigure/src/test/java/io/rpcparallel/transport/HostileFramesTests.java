package io.rpcparallel.transport;

import java.io.IOException;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rsocket.frame.ErrorFrameCodec;
import io.rsocket.frame.FrameHeaderCodec;
import io.rsocket.frame.FrameType;
import io.rsocket.frame.PayloadFrameCodec;
import io.rsocket.frame.RequestResponseFrameCodec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.rpcparallel.test.LeavesNothingBehind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Connections that have shown a key, and send what no process of the application would.
 */
@LeavesNothingBehind
@ExtendWith(OutputCaptureExtension.class)
class HostileFramesTests {

	private static final int MIB = 1024 * 1024;

	private static final byte[] CUSTOM_TYPE = { 0, 0, 0, 1, (byte) (0x30 << 2), 0, 1, 2, 3 };

	private final EchoServer server = new EchoServer(SocketKind.UNIX);

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	@Tag("D9")
	void messagesThatAreBegunAndNeverEndedEndTheConnection(CapturedOutput output) throws IOException {
		try (RawLink link = this.server.open()) {
			long before = FrameMemoryUse.bytes();
			for (int i = 0; i < InboundChecks.MOST_UNFINISHED; i++) {
				link.send(RequestResponseFrameCodec.encode(RawLink.ALLOCATOR, 2 * i + 1, true, null,
						Unpooled.wrappedBuffer(new byte[100])));
			}
			int stream = 2 * InboundChecks.MOST_UNFINISHED + 1;
			assertThat(FrameHeaderCodec.frameType(link.send(EchoServer.request(stream)).await(stream)))
				.isEqualTo(FrameType.NEXT_COMPLETE);
			assertThat(FrameMemoryUse.bytes() - before).isLessThan(20 * MIB);
			link.send(RequestResponseFrameCodec.encode(RawLink.ALLOCATOR, stream + 2, true, null,
					Unpooled.wrappedBuffer(new byte[100])));
			link.awaitEnd();
		}
		assertEndedOnce(output);
	}

	@Test
	@Tag("D9")
	void aMessageWithoutAnEndEndsTheConnection(CapturedOutput output) throws IOException {
		byte[] piece = RawLink.bytes(PayloadFrameCodec.encode(RawLink.ALLOCATOR, 1, true, false, true, null,
				Unpooled.wrappedBuffer(new byte[MIB])));
		try (RawLink link = this.server.open()) {
			long before = FrameMemoryUse.bytes();
			long most = 0;
			link.send(RequestResponseFrameCodec.encode(RawLink.ALLOCATOR, 1, true, null,
					Unpooled.wrappedBuffer(new byte[MIB])));
			try {
				// 16 MiB and the limit are taken, and as much again is ignored
				for (int i = 0; i < 100; i++) {
					link.send(piece);
					most = Math.max(most, FrameMemoryUse.bytes() - before);
				}
			}
			catch (IOException ex) {
				assertThat(ex).hasMessageMatching("(?i).*(reset|broken pipe).*");
			}
			assertThat(most).isLessThan(20 * MIB);
			link.awaitEnd();
		}
		assertEndedOnce(output);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 5 })
	@Tag("D9")
	void framesWithNothingInThemEndTheConnection(int length) throws IOException {
		try (RawLink link = this.server.open()) {
			link.send(new byte[length]).awaitEnd();
		}
		this.server.assertRefused(1);
		this.server.assertEchoes();
	}

	@Test
	@Tag("D9")
	void emptyPiecesEndTheConnection(CapturedOutput output) throws IOException {
		try (RawLink link = this.server.open()) {
			link.send(RequestResponseFrameCodec.encode(RawLink.ALLOCATOR, 1, true, null, Unpooled.EMPTY_BUFFER))
				.awaitEnd();
		}
		assertEndedOnce(output);
	}

	@Test
	@Tag("D8")
	void aFrameGetsNoMemoryForTheLengthThatItClaims() throws IOException {
		try (RawLink link = this.server.open()) {
			long pieces = FrameMemoryUse.pieces();
			long before = FrameMemoryUse.bytes();
			link.write(new byte[] { -1, -1, -1, 0, 0, 0, 1, (byte) (FrameType.REQUEST_RESPONSE.getEncodedType() << 2),
					0 });
			link.write(new byte[100_000]);
			Awaitility.await().until(() -> FrameMemoryUse.pieces() > pieces);
			assertThat(FrameMemoryUse.bytes() - before).isLessThan(3 * MIB);
		}
		this.server.assertEchoes();
	}

	@Test
	@Tag("D8")
	void metadataGetNoMemoryForTheLengthThatTheyClaim() throws IOException {
		try (RawLink link = this.server.open()) {
			byte[] frame = EchoServer.request(3);
			Arrays.fill(frame, FrameHeaderCodec.size(), FrameHeaderCodec.size() + 3, (byte) 0xff);
			assertThat(ErrorFrameCodec.errorCode(link.send(frame).await(0)))
				.isEqualTo(ErrorFrameCodec.CONNECTION_ERROR);
			link.awaitEnd();
		}
		assertThat(this.server.handled()).isZero();
		this.server.assertEchoes();
	}

	@Test
	@Tag("D12")
	void aFrameOfAnUnknownTypeThatMayBeIgnoredIsIgnored() throws IOException {
		try (RawLink link = this.server.open()) {
			link.send(RawLink.with(CUSTOM_TYPE, 4, CUSTOM_TYPE[4] | 2));
			assertThat(FrameHeaderCodec.frameType(link.send(EchoServer.request(3)).await(3)))
				.isEqualTo(FrameType.NEXT_COMPLETE);
		}
		this.server.assertRefused(0);
	}

	@Test
	@Tag("D12")
	void aFrameOfAnUnknownTypeThatMattersEndsTheConnection(CapturedOutput output) throws IOException {
		try (RawLink link = this.server.open()) {
			link.send(CUSTOM_TYPE).awaitEnd();
		}
		assertEndedOnce(output);
		assertThat(output).contains("it sends a frame of type 48");
	}

	@Test
	@Tag("D12")
	void aRequestThatIsNoneOfOursIsAnsweredWithAnErrorAndTheConnectionLivesOn() throws IOException {
		try (RawLink link = this.server.open()) {
			ByteBuf strange = RequestResponseFrameCodec.encode(RawLink.ALLOCATOR, 3, false,
					Unpooled.wrappedBuffer(new byte[2]), Unpooled.wrappedBuffer(new byte[1]));
			assertThat(FrameHeaderCodec.frameType(link.send(strange).await(3))).isEqualTo(FrameType.ERROR);
			assertThat(FrameHeaderCodec.frameType(link.send(EchoServer.request(5)).await(5)))
				.isEqualTo(FrameType.NEXT_COMPLETE);
		}
		assertThat(this.server.handled()).isEqualTo(1);
	}

	private void assertEndedOnce(CapturedOutput output) {
		this.server.assertRefused(1);
		assertThat(EchoServer.refusals(output)).hasSize(1);
		this.server.assertKeepsNothing();
		this.server.assertEchoes();
	}

}
