package io.rpcparallel.demo.census;

import java.io.PrintStream;

/**
 * A bar that is drawn over and over in the last line of a terminal, and vanishes at the
 * end.
 */
class ProgressBar implements Progress {

	private static final int WIDTH = 40;

	private final PrintStream out;

	private int lineLength;

	ProgressBar(PrintStream out) {
		this.out = out;
	}

	@Override
	public void show(Done done) {
		int filled = (int) (done.part() * WIDTH);
		String line = "[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + done;
		this.lineLength = line.length();
		this.out.print("\r" + line);
		this.out.flush();
	}

	@Override
	public void close() {
		this.out.print("\r" + " ".repeat(this.lineLength) + "\r");
		this.out.flush();
	}

}
