package io.rpcparallel.protocol;

import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * Encodes what the processes say to each other apart from the application's own payloads.
 * Independent of the application's configuration of Jackson, so that it can be read
 * before there is one.
 */
public final class ControlCodec {

	private final CBORMapper mapper = CBORMapper.builder().build();

	/**
	 * Encode a message.
	 * @param message one of the records of this package
	 * @return the encoded message
	 */
	public byte[] encode(Object message) {
		return this.mapper.writeValueAsBytes(message);
	}

	/**
	 * Decode a message.
	 * @param bytes the encoded message
	 * @param type the record it is
	 * @param <T> the record it is
	 * @return the message
	 * @throws tools.jackson.core.JacksonException if the bytes are no such message
	 */
	public <T> T decode(byte[] bytes, Class<T> type) {
		return this.mapper.readValue(bytes, type);
	}

}
