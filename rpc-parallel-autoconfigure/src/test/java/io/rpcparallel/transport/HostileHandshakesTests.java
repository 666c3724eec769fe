package io.rpcparallel.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.rsocket.frame.ErrorFrameCodec;
import io.rsocket.frame.FrameHeaderCodec;
import io.rsocket.frame.FrameType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.rpcparallel.WorkerAddress;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.test.LeavesNothingBehind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Connections of those who have no key, or none for this worker, or that of somebody
 * else.
 */
@LeavesNothingBehind
@ExtendWith(OutputCaptureExtension.class)
class HostileHandshakesTests {

	private static final int ROUNDS = Integer.getInteger("rpc-parallel.test.malformed", 2000);

	private static final int MIB = 1024 * 1024;

	private final EchoServer server = new EchoServer(SocketKind.UNIX);

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	@Tag("F5")
	void nobodyElseMayConnectToTheSocket() throws IOException {
		assertThat(this.server.address()).isInstanceOfSatisfying(WorkerAddress.UnixSocket.class,
				(socket) -> assertThat(socket.path())
					.satisfies((path) -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
						.isEqualTo("rw-------")));
	}

	@Test
	@Tag("D6")
	void aKeyThatComesByteByByteComesTooLate() throws IOException {
		byte[] frame = RawLink.framed(RawLink.setup(this.server.key()));
		long start = System.nanoTime();
		AtomicInteger sent = new AtomicInteger();
		try (RawLink link = this.server.connect()) {
			Awaitility.await()
				.pollInterval(Duration.ofMillis(50))
				.until(() -> link.isEndedAfter(frame[sent.getAndIncrement()]));
		}
		assertThat(sent).hasValueLessThan(frame.length);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(EchoServer.RPC.handshakeTimeout());
		assertThat(this.server.asked()).isZero();
		this.server.assertRefused(1);
		this.server.assertEchoes();
	}

	static Stream<byte[]> keys() {
		ConnectionSecret other = ConnectionSecret.random();
		byte[] wrong = ConnectionKey.encode(other, UUID.randomUUID());
		return Stream.of(new byte[0], wrong, Arrays.copyOf(wrong, wrong.length - 1), new byte[wrong.length],
				new byte[10_000]);
	}

	@ParameterizedTest
	@MethodSource("keys")
	@Tag("F1")
	void aWrongKeyIsRefusedBeforeAnythingElseIsLookedAt(byte[] key) throws IOException {
		try (RawLink link = this.server.connect()) {
			link.write(EchoServer.together(RawLink.setup(key), EchoServer.request(1)));
			ByteBuf error = link.await(0);
			assertThat(ErrorFrameCodec.errorCode(error)).isEqualTo(ErrorFrameCodec.REJECTED_SETUP);
			assertThat(ErrorFrameCodec.dataUtf8(error)).isEqualTo("The key of the connection is not valid here");
			link.awaitEnd();
		}
		assertThat(this.server.asked()).isZero();
		assertThat(this.server.handled()).isZero();
		this.server.assertRefused(1);
		this.server.assertEchoes();
	}

	@Test
	@Tag("F1")
	void aKeyOfAMegabyteIsNotEvenRead() throws IOException {
		try (RawLink link = this.server.connect()) {
			link.write(Arrays.copyOf(RawLink.framed(RawLink.setup(new byte[MIB])), 1000));
			link.awaitEnd();
		}
		assertThat(this.server.asked()).isZero();
		this.server.assertRefused(1);
		this.server.assertEchoes();
	}

	@Test
	@Tag("F2")
	void theKeyOfAnotherWorkerIsRefused() throws IOException {
		try (RawLink link = this.server.connect()) {
			link.send(RawLink.setup(this.server.key(UUID.randomUUID())));
			assertThat(ErrorFrameCodec.errorCode(link.await(0))).isEqualTo(ErrorFrameCodec.REJECTED_SETUP);
		}
		assertThat(this.server.asked()).isEqualTo(1);
		assertThat(this.server.handled()).isZero();
	}

	@Test
	@Tag("F2")
	@Tag("F3")
	void aHandshakeThatWasRecordedOpensNothing() throws IOException {
		byte[] recorded = EchoServer.together(RawLink.setup(this.server.key()), EchoServer.request(1));
		try (RawLink first = this.server.connect()) {
			assertThat(FrameHeaderCodec.frameType(first.write(recorded).await(1))).isEqualTo(FrameType.NEXT_COMPLETE);
			try (RawLink replayed = this.server.connect()) {
				replayed.write(recorded);
				assertThat(ErrorFrameCodec.errorCode(replayed.await(0))).isEqualTo(ErrorFrameCodec.REJECTED_SETUP);
				replayed.awaitEnd();
			}
		}
		assertThat(this.server.asked()).isEqualTo(1);
		assertThat(this.server.handled()).isEqualTo(1);
		this.server.assertEchoes();
	}

	@Test
	@Tag("F11")
	void guessesAreCountedAndToldOfInOneLine(CapturedOutput output) throws IOException {
		for (int i = 0; i < 200; i++) {
			byte[] guess = ConnectionKey.encode(ConnectionSecret.random(), this.server.workerId());
			try (RawLink link = this.server.connect()) {
				link.send(RawLink.setup(guess)).awaitEnd();
			}
		}
		this.server.assertRefused(200);
		assertThat(EchoServer.refusals(output)).hasSize(1);
		this.server.assertEchoes();
	}

	@Test
	@Tag("D10")
	void malformedSetupFramesLeaveNothing() throws IOException {
		List<byte[]> malformed = malformedSetups();
		for (int i = 0; i < ROUNDS; i++) {
			try (RawLink link = this.server.connect()) {
				link.send(malformed.get(i % malformed.size()));
				link.awaitEnd();
			}
		}
		assertThat(this.server.asked()).isZero();
		this.server.assertRefused(ROUNDS);
		this.server.assertKeepsNothing();
		this.server.assertEchoes();
	}

	private List<byte[]> malformedSetups() {
		byte[] valid = RawLink.setup(ConnectionKey.encode(ConnectionSecret.random(), this.server.workerId()));
		List<byte[]> malformed = new ArrayList<>();
		for (int length = FrameHeaderCodec.size(); length < valid.length; length++) {
			malformed.add(Arrays.copyOf(valid, length));
		}
		// Flags: to resume, to lease, and metadata that is not there
		malformed.add(RawLink.with(valid, 5, 0x80));
		malformed.add(RawLink.with(valid, 5, 0x40));
		malformed.add(RawLink.with(valid, 4, valid[4] | 1));
		// Another version, times before now, and names of formats that are longer than
		// all
		malformed.add(RawLink.with(valid, 7, 9));
		malformed.add(RawLink.with(valid, 10, 0xff));
		malformed.add(RawLink.with(valid, 14, 0xff));
		malformed.add(RawLink.with(valid, 18, 0x7f));
		malformed.add(RawLink.with(valid, 18, 0x80));
		malformed.add(RawLink.with(valid, 18, 0xff));
		malformed.add(RawLink.with(valid, 0, 1));
		return malformed;
	}

}
