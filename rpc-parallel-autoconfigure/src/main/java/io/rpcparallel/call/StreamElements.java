package io.rpcparallel.call;

import io.rpcparallel.registry.RegisteredFunction;

/**
 * Counts the elements of streams at their callers. Called for each of them, so it must
 * take no time.
 */
public interface StreamElements {

	/**
	 * Nobody counts.
	 */
	StreamElements NONE = new StreamElements() {

		@Override
		public void received(RegisteredFunction function) {
			// Nobody wants to know
		}

		@Override
		public void sent(RegisteredFunction function) {
			// Nobody wants to know
		}

	};

	/**
	 * An element has come from a worker.
	 * @param function what was called
	 */
	void received(RegisteredFunction function);

	/**
	 * An element goes to a worker.
	 * @param function what was called
	 */
	void sent(RegisteredFunction function);

}
