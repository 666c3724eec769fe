package io.rpcparallel.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ScatteringByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.rsocket.frame.CancelFrameCodec;
import io.rsocket.frame.PayloadFrameCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.rpcparallel.protocol.ConnectionSecret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link FrameReader} and {@link InboundChecks}.
 */
class FrameReaderTests {

	private static final int MIB = 1024 * 1024;

	private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);

	private final Channel channel = new Channel();

	private final List<byte[]> frames = new ArrayList<>();

	private FrameReader reader = reader(InboundChecks.ofConnecting(limits(MIB)));

	private FrameReader reader(InboundChecks checks) {
		return new FrameReader(this.channel, this.allocator, checks,
				(frame) -> this.frames.add(ByteBufUtil.getBytes(frame)));
	}

	@AfterEach
	void nothingIsLeft() {
		this.reader.close();
		assertThat(this.allocator.metric().usedDirectMemory()).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 7, 1000, 64 * 1024, 300_000, Integer.MAX_VALUE })
	void framesOfAnyLengthArriveInPiecesOfAnyLength(int atOnce) throws IOException {
		int[] lengths = (atOnce < 1000) ? new int[] { 6, 7, 70_000 }
				: new int[] { 6, 6, 65_532, 65_533, 65_534, 262_144, 262_145, 6, 3_000_000, 100, 524_288, 0xFFFFFF };
		List<byte[]> sent = new ArrayList<>();
		for (int length : lengths) {
			sent.add(payload(length));
		}
		this.channel.atOnce = atOnce;
		sent.forEach(this.channel::send);
		while (this.reader.read()) {
			assertThat(this.frames).hasSizeLessThanOrEqualTo(sent.size());
		}
		assertThat(this.frames).hasSameSizeAs(sent);
		for (int i = 0; i < sent.size(); i++) {
			assertThat(Arrays.equals(this.frames.get(i), sent.get(i))).as("frame %d", i).isTrue();
		}
	}

	@Test
	@Tag("D8")
	void memoryComesWithTheBytesAndNotWithTheLength() throws IOException {
		long before = this.allocator.metric().usedDirectMemory();
		this.channel.bytes.writeMedium(0xFFFFFF).writeZero(100);
		this.reader.read();
		assertThat(this.allocator.metric().usedDirectMemory() - before).isLessThan(MIB);
		this.channel.bytes.writeZero(5 * MIB);
		this.channel.atOnce = MIB;
		for (int i = 0; i < 25; i++) {
			this.reader.read();
		}
		assertThat(this.allocator.metric().usedDirectMemory() - before).isBetween(5L * MIB, 6L * MIB);
		assertThat(this.frames).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 5 })
	@Tag("D9")
	void aLengthBelowThatOfAHeaderIsRefused(int length) {
		this.channel.bytes.writeMedium(length).writeZero(100);
		assertRefused("%d bytes are no frame".formatted(length));
	}

	@Test
	@Tag("D10")
	void theFirstFrameOfAnAcceptedConnectionIsSmallAndASetup() throws IOException {
		this.reader.close();
		this.reader = reader(InboundChecks.ofAccepted(limits(MIB)));
		this.channel.bytes.writeMedium(SetupFrame.MAX_LENGTH + 1);
		assertRefused("16,385 bytes are no frame");
		this.reader.close();
		this.channel.bytes.clear();
		this.reader = reader(InboundChecks.ofAccepted(limits(MIB)));
		this.channel.send(payload(100));
		assertRefused("its first frame is no SETUP frame that can be read");
		this.reader.close();
		this.channel.bytes.clear();
		this.reader = reader(InboundChecks.ofAccepted(limits(MIB)));
		byte[] setup = RawLink.setup(ConnectionKey.encode(ConnectionSecret.random(), UUID.randomUUID()));
		this.channel.send(setup);
		this.channel.send(payload(100_000));
		this.channel.atOnce = Integer.MAX_VALUE;
		for (int i = 0; i < 10; i++) {
			this.reader.read();
		}
		assertThat(this.frames).hasSize(2).first().isEqualTo(setup);
	}

	@Test
	@Tag("D9")
	void messagesInPiecesMayFollowEachOtherForEver() {
		assertThatNoException().isThrownBy(() -> {
			for (int stream = 1; stream < 10_000; stream += 2) {
				send(piece(stream, 100, true));
				send(piece(stream, 100, true));
				send((stream % 4 == 1) ? piece(stream, 100, false)
						: RawLink.bytes(CancelFrameCodec.encode(RawLink.ALLOCATOR, stream)));
			}
		});
	}

	@Test
	@Tag("D9")
	void aMessageMayNotGoOnForEverNorMayTooManyBeBegun() throws IOException {
		InboundChecks checks = InboundChecks.ofConnecting(limits(1000));
		for (int i = 0; i < 18; i++) {
			assertThat(checks.check(Unpooled.wrappedBuffer(piece(1, 100, true)))).isTrue();
		}
		assertThatExceptionOfType(ForeignFrameException.class).isThrownBy(() -> {
			checks.check(Unpooled.wrappedBuffer(piece(1, 100, true)));
			checks.check(Unpooled.wrappedBuffer(piece(1, 100, true)));
		}).withMessage("it sends a message without an end");
		InboundChecks others = InboundChecks.ofConnecting(limits(1000));
		for (int i = 0; i < InboundChecks.MOST_UNFINISHED; i++) {
			others.check(Unpooled.wrappedBuffer(piece(i, 100, true)));
		}
		assertThatExceptionOfType(ForeignFrameException.class)
			.isThrownBy(() -> others.check(Unpooled.wrappedBuffer(piece(5000, 100, true))))
			.withMessage("it has begun 257 messages and ended none of them");
	}

	@Test
	@Tag("D9")
	void messagesThatAreNotEndedMayNotBeTooLargeTogether() throws IOException {
		InboundChecks checks = InboundChecks.ofConnecting(limits(1000));
		for (int stream = 1; stream <= 200; stream++) {
			checks.check(Unpooled.wrappedBuffer(piece(stream, 1000, true)));
			checks.check(Unpooled.wrappedBuffer(piece(stream, 1, false)));
		}
		int size = piece(1, 1000, true).length;
		int most = 100 * 1000 / size;
		for (int stream = 1; stream <= most; stream++) {
			checks.check(Unpooled.wrappedBuffer(piece(stream, 1000, true)));
		}
		assertThatExceptionOfType(ForeignFrameException.class)
			.isThrownBy(() -> checks.check(Unpooled.wrappedBuffer(piece(most + 1, 1000, true))))
			.withMessage("it has sent %,d bytes of messages and ended none of these".formatted((most + 1) * size));
	}

	private static LinkLimits limits(int maxPayloadSize) {
		return new LinkLimits(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(7), maxPayloadSize,
				100L * maxPayloadSize, new RefusedConnections());
	}

	private void send(byte[] frame) throws IOException {
		this.channel.send(frame);
		this.reader.read();
	}

	private void assertRefused(String reason) {
		assertThatExceptionOfType(ForeignFrameException.class).isThrownBy(this.reader::read).withMessage(reason);
		assertThat(this.frames).isEmpty();
	}

	private static byte[] piece(int stream, int size, boolean follows) {
		return RawLink.bytes(PayloadFrameCodec.encode(RawLink.ALLOCATOR, stream, follows, false, true, null,
				Unpooled.wrappedBuffer(new byte[size])));
	}

	private static byte[] payload(int length) {
		byte[] frame = new byte[length];
		new Random(length).nextBytes(frame);
		byte[] header = piece(7, 0, false);
		System.arraycopy(header, 0, frame, 0, header.length);
		return frame;
	}

	/**
	 * Gives what was sent, as much at once as wanted.
	 */
	private static final class Channel implements ScatteringByteChannel {

		private final ByteBuf bytes = Unpooled.buffer();

		private int atOnce = Integer.MAX_VALUE;

		void send(byte[] frame) {
			this.bytes.writeBytes(RawLink.framed(frame));
		}

		@Override
		public int read(ByteBuffer target) {
			if (!this.bytes.isReadable()) {
				return -1;
			}
			int count = Math.min(this.atOnce, Math.min(target.remaining(), this.bytes.readableBytes()));
			target.limit(target.position() + count);
			this.bytes.readBytes(target);
			return count;
		}

		@Override
		public long read(ByteBuffer[] targets, int offset, int length) {
			throw new UnsupportedOperationException();
		}

		@Override
		public long read(ByteBuffer[] targets) {
			throw new UnsupportedOperationException();
		}

		@Override
		public boolean isOpen() {
			return true;
		}

		@Override
		public void close() {
		}

	}

}
