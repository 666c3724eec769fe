package io.rpcparallel.protocol;

/**
 * What carries payloads that are more than a single number, text or byte array. Values of
 * {@code rpc-parallel.codec}.
 */
public enum PayloadCodec {

	/**
	 * Apache Fory for often-sent payloads of the types that it carries faithfully, if it
	 * is on the class path and both processes are prepared for it, and CBOR for all else.
	 */
	AUTO,

	/**
	 * CBOR by Jackson, always.
	 */
	CBOR,

	/**
	 * Apache Fory, always. The application does not start with a type that it does not
	 * carry faithfully.
	 */
	FORY

}
