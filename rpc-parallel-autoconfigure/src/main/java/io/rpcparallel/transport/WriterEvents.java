package io.rpcparallel.transport;

/**
 * What a writer can't do itself.
 */
interface WriterEvents {

	/**
	 * The other side takes no more: {@link FrameWriter#resume} is to be called when it
	 * does.
	 */
	void blocked();

	/**
	 * The last frame was written.
	 */
	void finished();

}
