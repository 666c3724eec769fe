package io.rpcparallel.protocol;

import java.util.function.Supplier;

/**
 * Leaves values to Fory.
 */
final class ForyPayloadFormat extends PayloadFormat {

	private final Class<?> type;

	private final Supplier<ForyRuntime> fory;

	ForyPayloadFormat(Class<?> type, Supplier<ForyRuntime> fory) {
		this.type = type;
		this.fory = fory;
	}

	@Override
	byte[] write(Object value) {
		return this.fory.get().write(value, 0);
	}

	@Override
	Object read(byte[] bytes) {
		return this.fory.get().read(bytes, 0, this.type);
	}

}
