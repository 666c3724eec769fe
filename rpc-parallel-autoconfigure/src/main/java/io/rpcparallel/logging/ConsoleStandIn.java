package io.rpcparallel.logging;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.process.EchoedLine;
import io.rpcparallel.protocol.LogRecordData;
import io.rpcparallel.protocol.ThrowableData;

/**
 * Prints records in place of the console appenders of a worker, so that its master, which
 * logs the records or is not to log them, does not log the same lines as output too.
 */
final class ConsoleStandIn {

	private static final int LONGEST = 1500;

	private static final int LEVEL_WIDTH = 5;

	private final @Nullable OutputStream output;

	private final Charset charset;

	private volatile boolean present = true;

	ConsoleStandIn(@Nullable OutputStream output, Charset charset) {
		this.output = output;
		this.charset = charset;
	}

	/**
	 * Create the one of this process.
	 * @param echoed whether it prints anything
	 * @return the stand-in
	 */
	static ConsoleStandIn ofProcess(boolean echoed) {
		String encoding = System.getProperty("native.encoding");
		Charset charset = (encoding != null && Charset.isSupported(encoding)) ? Charset.forName(encoding)
				: Charset.defaultCharset();
		// Not System.out, which the application may replace
		return new ConsoleStandIn(echoed ? new FileOutputStream(FileDescriptor.out) : null, charset);
	}

	/**
	 * Return whether it stands in for console appenders.
	 * @return {@code false} once these print again
	 */
	boolean isPresent() {
		return this.present;
	}

	/**
	 * Let console appenders print again.
	 */
	void leave() {
		this.present = false;
	}

	void print(LogRecordData record) {
		if (this.output == null || !this.present) {
			return;
		}
		try {
			// At once, so that lines of several threads don't mix
			this.output.write(EchoedLine.bytes(text(record), this.charset));
		}
		catch (IOException ex) {
			// Nobody reads it any more
			leave();
		}
	}

	static String text(LogRecordData record) {
		StringBuilder text = new StringBuilder(record.message().length() + 100);
		text.append(record.time()).append(' ');
		text.append(" ".repeat(Math.max(0, LEVEL_WIDTH - record.level().length()))).append(record.level());
		text.append(" [").append(record.thread()).append("] ");
		text.append(record.logger()).append(" : ").append(record.message());
		for (ThrowableData thrown = record.throwable(); thrown != null; thrown = thrown.cause()) {
			text.append((thrown == record.throwable()) ? "\n" : "\nCaused by: ").append(thrown.type());
			if (thrown.message() != null) {
				text.append(": ").append(thrown.message());
			}
		}
		if (text.length() > LONGEST) {
			text.setLength(LONGEST);
			text.append("...");
		}
		return text.toString();
	}

}
