package io.rpcparallel.demo.census;

/**
 * Shows how far the census is.
 */
interface Progress extends AutoCloseable {

	/**
	 * Choose how to show the progress.
	 * @param terminal where to show it
	 * @return the progress, to be closed when nothing more will be counted
	 */
	static Progress on(Terminal terminal) {
		return terminal.interactive() ? new ProgressBar(terminal.err()) : new ProgressLines(terminal.err());
	}

	/**
	 * Show how far the census is now.
	 * @param done how far it is
	 */
	void show(Done done);

	@Override
	void close();

}
