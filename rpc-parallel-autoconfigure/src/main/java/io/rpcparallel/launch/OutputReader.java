package io.rpcparallel.launch;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.rpcparallel.process.EchoedLine;

/**
 * Reads one output stream of a process until the process has ended and all it wrote is
 * read. It never reads when nothing is there: the end of a stream does not come while a
 * child of the process holds it open, and closing a pipe does not wake up who reads it.
 */
final class OutputReader implements Runnable {

	private static final Log logger = LogFactory.getLog(OutputReader.class);

	private static final int LONGEST_LINE = 8 * 1024;

	private static final int SHORTEST_PAUSE_MILLIS = 1;

	// What an idle worker costs against how late its next line is seen
	private static final int LONGEST_PAUSE_MILLIS = 100;

	private final Process process;

	private final InputStream input;

	private final String prefix;

	private final LastLines lastLines;

	private final GuardedSink sink;

	private final LineSplitter lines = new LineSplitter(LONGEST_LINE, this::take);

	private final long nanosAfterEnd;

	private final byte[] chunk = new byte[2 * LONGEST_LINE];

	/**
	 * Create a reader.
	 * @param process the process
	 * @param input the stream of the process to read
	 * @param prefix what stands in front of the last lines
	 * @param lastLines gets each line
	 * @param sink gets each line as well, but for those that only repeat what is logged
	 * @param millisAfterEnd how long to read on after the process has ended, as a child
	 * of it may go on writing for ever
	 */
	OutputReader(Process process, InputStream input, String prefix, LastLines lastLines, GuardedSink sink,
			long millisAfterEnd) {
		this.process = process;
		this.input = input;
		this.prefix = prefix;
		this.lastLines = lastLines;
		this.sink = sink;
		this.nanosAfterEnd = TimeUnit.MILLISECONDS.toNanos(millisAfterEnd);
	}

	private void take(byte[] bytes, int offset, int length) {
		int printed = EchoedLine.printedLength(bytes, offset, length);
		if (printed > 0) {
			this.lastLines.add(this.prefix, bytes, offset, printed);
			if (!this.sink.isRaw()) {
				this.sink.write(bytes, offset, printed);
			}
		}
		if (printed < length) {
			int before = printed + EchoedLine.markLength();
			this.lastLines.add(this.prefix, bytes, offset + before, length - before);
		}
	}

	@Override
	public void run() {
		try (InputStream source = this.input) {
			while (this.process.isAlive() && !Thread.interrupted()) {
				if (source.available() > 0) {
					readOnce(source);
				}
				else {
					awaitMore(source);
				}
			}
			long ended = System.nanoTime();
			while (source.available() > 0 && System.nanoTime() - ended < this.nanosAfterEnd) {
				readOnce(source);
			}
		}
		catch (IOException ex) {
			logger.debug("Output of process " + this.process.pid() + " cannot be read", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.lines.finish();
		this.sink.flush();
	}

	private void readOnce(InputStream source) throws IOException {
		int count = source.read(this.chunk);
		if (count > 0) {
			this.lines.accept(this.chunk, count);
			if (this.sink.isRaw()) {
				this.sink.write(this.chunk, 0, count);
			}
			this.sink.flush();
		}
	}

	private void awaitMore(InputStream source) throws IOException, InterruptedException {
		int pause = SHORTEST_PAUSE_MILLIS;
		while (source.available() == 0 && !this.process.waitFor(pause, TimeUnit.MILLISECONDS)) {
			pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
		}
	}

}
