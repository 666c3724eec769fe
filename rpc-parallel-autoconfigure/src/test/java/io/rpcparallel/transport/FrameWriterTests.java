package io.rpcparallel.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FrameWriter}.
 */
class FrameWriterTests {

	private final Channel channel = new Channel();

	private final Events events = new Events();

	private final FrameWriter writer = new FrameWriter(this.channel, ByteBufAllocator.DEFAULT, this.events);

	@AfterEach
	void close() {
		this.writer.close();
	}

	@Test
	void whatIsAddedIsWrittenAtOnce() {
		add(1, false);
		assertThat(this.channel.written()).containsExactly(0, 0, 1, 1);
		assertThat(this.writer.finish()).isTrue();
		assertThat(this.events.finished).hasValue(0);
	}

	@Test
	void whatWasToBeWrittenLaterIsWrittenAtTheEnd() {
		add(1, true);
		add(2, true);
		assertThat(this.channel.written()).isEmpty();
		assertThat(this.writer.finish()).isFalse();
		assertThat(this.channel.written()).containsExactly(0, 0, 1, 1, 0, 0, 1, 2);
		assertThat(this.events.finished).hasValue(1);
		add(3, false);
		assertThat(this.channel.written()).hasSize(8);
	}

	@Test
	void ofManyFramesToBeWrittenLaterTheFirstLeaveBefore() {
		IntStream.range(1, FrameWriter.GATHERED_FRAMES).forEach((content) -> add(content, true));
		assertThat(this.channel.written()).isEmpty();
		add(FrameWriter.GATHERED_FRAMES, true);
		assertThat(this.channel.written()).hasSize(4 * FrameWriter.GATHERED_FRAMES)
			.endsWith(0, 0, 1, FrameWriter.GATHERED_FRAMES);
		add(0, true);
		assertThat(this.channel.written()).hasSize(4 * FrameWriter.GATHERED_FRAMES);
		this.writer.flush();
		assertThat(this.channel.written()).hasSize(4 * FrameWriter.GATHERED_FRAMES + 4);
	}

	@Test
	void theEndComesAfterWhatAnotherThreadIsWriting() throws InterruptedException {
		this.channel.pause = new CountDownLatch(1);
		CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> add(1, false));
		assertThat(this.channel.entered.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(this.writer.finish()).isFalse();
		assertThat(this.events.finished).hasValue(0);
		this.channel.pause.countDown();
		writing.join();
		assertThat(this.channel.written()).containsExactly(0, 0, 1, 1);
		assertThat(this.events.finished).hasValue(1);
	}

	@Test
	void theEndDoesNotWaitForWhoTakesNoMore() {
		this.channel.full = true;
		add(1, false);
		assertThat(this.events.blocked).hasValue(1);
		assertThat(this.writer.finish()).isTrue();
	}

	@Test
	void theEndOfTheStackOfWhoSendsEndsTheConnection() {
		this.channel.failure = new StackOverflowError();
		assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> add(1, false));
		assertThat(this.events.finished).hasValue(1);
		assertThat(this.writer.finish()).isTrue();
	}

	private void add(int content, boolean later) {
		this.writer.add(Unpooled.wrappedBuffer(new byte[] { (byte) content }), false, later);
	}

	/**
	 * Takes what is written, as slowly as wanted.
	 */
	private static final class Channel implements GatheringByteChannel {

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

		private final CountDownLatch entered = new CountDownLatch(1);

		private volatile @Nullable CountDownLatch pause;

		private volatile boolean full;

		private volatile @Nullable Error failure;

		byte[] written() {
			return this.bytes.toByteArray();
		}

		@Override
		public int write(ByteBuffer source) throws IOException {
			this.entered.countDown();
			CountDownLatch pause = this.pause;
			try {
				if (pause != null && !pause.await(20, TimeUnit.SECONDS)) {
					throw new IOException("Nobody goes on");
				}
			}
			catch (InterruptedException ex) {
				throw new IOException(ex);
			}
			Error failure = this.failure;
			if (failure != null) {
				throw failure;
			}
			if (this.full) {
				return 0;
			}
			byte[] taken = new byte[source.remaining()];
			source.get(taken);
			this.bytes.write(taken);
			return taken.length;
		}

		@Override
		public long write(ByteBuffer[] sources) throws IOException {
			return write(sources, 0, sources.length);
		}

		@Override
		public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
			throw new IOException("Frames are written one buffer at a time");
		}

		@Override
		public boolean isOpen() {
			return true;
		}

		@Override
		public void close() {
		}

	}

	/**
	 * Counts what it is told.
	 */
	private static final class Events implements WriterEvents {

		private final AtomicInteger blocked = new AtomicInteger();

		private final AtomicInteger finished = new AtomicInteger();

		@Override
		public void blocked() {
			this.blocked.incrementAndGet();
		}

		@Override
		public void finished() {
			this.finished.incrementAndGet();
		}

	}

}
