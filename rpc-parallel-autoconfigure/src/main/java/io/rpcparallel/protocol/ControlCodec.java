package io.rpcparallel.protocol;

import java.util.List;

import tools.jackson.dataformat.cbor.CBORMapper;
import tools.jackson.dataformat.cbor.CBORWriteFeature;

/**
 * Encodes what the processes say to each other apart from the application's own payloads.
 * Independent of the application's configuration of Jackson, so that it can be read
 * before there is one.
 */
public final class ControlCodec {

	// Costly to make, immutable, and the same for all
	private static final CBORMapper MAPPER = CBORMapper.builder()
		.enable(CBORWriteFeature.LENIENT_UTF_ENCODING)
		.addModule(new DataSizeModule())
		.build();

	/**
	 * Encode a message.
	 * @param message one of the records of this package
	 * @return the encoded message
	 */
	public byte[] encode(Object message) {
		return MAPPER.writeValueAsBytes(message);
	}

	/**
	 * Answer with what was thrown, whatever it is.
	 * @param thrown what a function or an init function threw
	 * @return the reply
	 */
	public Reply threw(Throwable thrown) {
		try {
			return new Reply(Reply.Code.THREW, encode(ThrowableData.of(thrown)));
		}
		catch (RuntimeException | Error ex) {
			// Its methods are application code; that it was thrown must still arrive
			return new Reply(Reply.Code.THREW, encode(new ThrowableData(thrown.getClass().getName(),
					"(not described: " + ex.getClass().getName() + ")", List.of(), null, List.of())));
		}
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
		return MAPPER.readValue(bytes, type);
	}

}
