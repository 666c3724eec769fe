package io.rpcparallel.launch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link OutputPipe}.
 */
@Timeout(60)
class OutputPipeTests {

	private static final int CAPACITY = 1000;

	private final OutputPipe pipe = new OutputPipe(CAPACITY);

	private final InputStream reader = this.pipe.reader();

	@Test
	void whatIsWrittenInPiecesOfAnySizeIsReadInPiecesOfAnySize() throws IOException {
		Random random = new Random(42);
		byte[] data = new byte[200_000];
		random.nextBytes(data);
		CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
			Random sizes = new Random(43);
			for (int i = 0; i < data.length;) {
				int size = Math.min(1 + sizes.nextInt(3000), data.length - i);
				write(data, i, size);
				i += size;
			}
			this.pipe.close();
		});
		ByteArrayOutputStream read = new ByteArrayOutputStream();
		byte[] buffer = new byte[1500];
		int count = 0;
		while (count >= 0) {
			read.write(buffer, 0, count);
			count = this.reader.read(buffer, 0, 1 + random.nextInt(buffer.length));
		}
		assertThat(read.toByteArray()).isEqualTo(data);
		assertThat(writer).succeedsWithin(Duration.ofSeconds(10));
	}

	@Test
	void aByteIsReadWithoutItsSign() throws IOException {
		write(new byte[] { -1, 7 }, 0, 2);
		this.pipe.close();
		assertThat(this.reader.available()).isEqualTo(2);
		assertThat(this.reader.read()).isEqualTo(255);
		assertThat(this.reader.read()).isEqualTo(7);
		assertThat(this.reader.read()).isEqualTo(-1);
		assertThat(this.reader.read(new byte[0])).isZero();
	}

	@Test
	void whoWritesWaitsWhileItIsFull() throws IOException {
		write(new byte[CAPACITY], 0, CAPACITY);
		Thread writer = writing(new byte[] { 1, 2, 3 });
		assertThat(this.reader.available()).isEqualTo(CAPACITY);
		assertThat(this.reader.readNBytes(CAPACITY + 3)).endsWith(1, 2, 3);
		Awaitility.await().until(() -> !writer.isAlive());
	}

	@Test
	void whoWritesNeedNotWaitAfterTheReaderIsClosed() throws IOException {
		write(new byte[CAPACITY], 0, CAPACITY);
		Thread writer = writing(new byte[10 * CAPACITY]);
		this.reader.close();
		Awaitility.await().until(() -> !writer.isAlive());
		write(new byte[10 * CAPACITY], 0, 10 * CAPACITY);
		assertThat(this.reader.available()).isZero();
		assertThatIOException().isThrownBy(this.reader::read).withMessage("The stream is closed");
	}

	@Test
	void whatWasOnItsWayWhenTheProcessEndedIsKeptWithoutWaiting() throws IOException {
		write(new byte[CAPACITY], 0, CAPACITY);
		Thread writer = writing("last words".getBytes(StandardCharsets.US_ASCII));
		this.pipe.processEnded();
		Awaitility.await().until(() -> !writer.isAlive());
		this.pipe.close();
		assertThat(new String(this.reader.readAllBytes(), StandardCharsets.US_ASCII)).hasSize(CAPACITY + 10)
			.endsWith("last words");
	}

	@Test
	void whatAChildOfAnEndedProcessWritesWithoutEndIsNotKept() throws IOException {
		this.pipe.processEnded();
		write(new byte[100 * CAPACITY], 0, 100 * CAPACITY);
		this.pipe.close();
		assertThat(this.reader.readAllBytes()).hasSize(2 * CAPACITY);
	}

	@Test
	void whoReadsWaitsForTheEnd() {
		CompletableFuture<byte[]> read = CompletableFuture.supplyAsync(() -> {
			try {
				return this.reader.readAllBytes();
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		});
		write(new byte[] { 5 }, 0, 1);
		assertThat(read).isNotDone();
		this.pipe.close();
		assertThat(read).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(new byte[] { 5 });
	}

	@Test
	void anInterruptEndsTheWaitingOfTheReader() {
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(this.reader::read);
		assertThat(Thread.interrupted()).isTrue();
	}

	// Returns once the thread waits
	private Thread writing(byte[] bytes) {
		Thread thread = new Thread(() -> write(bytes, 0, bytes.length));
		thread.setDaemon(true);
		thread.start();
		Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING);
		return thread;
	}

	private void write(byte[] bytes, int offset, int length) {
		try {
			this.pipe.write(bytes, offset, length);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
