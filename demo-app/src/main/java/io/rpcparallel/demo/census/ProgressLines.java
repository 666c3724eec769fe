package io.rpcparallel.demo.census;

import java.io.PrintStream;

/**
 * A line every ten per cent, for output that goes to a file or a pipe.
 */
class ProgressLines implements Progress {

	private static final int STEPS = 10;

	private final PrintStream out;

	private int step;

	ProgressLines(PrintStream out) {
		this.out = out;
	}

	@Override
	public void show(Done done) {
		int reached = (int) (done.part() * STEPS);
		if (reached > this.step) {
			this.step = reached;
			this.out.println(done);
		}
	}

	@Override
	public void close() {
	}

}
