package io.rpcparallel.protocol;

/**
 * What the values of simple types look like outside a process: numbers, characters and
 * booleans have the bits they have in memory, highest byte first, a text has its
 * {@link TextForm}, and bytes are themselves.
 */
enum SimpleForm {

	INTEGER(Integer.class, Integer.BYTES) {

		@Override
		byte[] write(Object value) {
			return bytes((Integer) value, Integer.BYTES);
		}

		@Override
		Object read(byte[] bytes) {
			return (int) bits(bytes);
		}

	},

	LONG(Long.class, Long.BYTES) {

		@Override
		byte[] write(Object value) {
			return bytes((Long) value, Long.BYTES);
		}

		@Override
		Object read(byte[] bytes) {
			return bits(bytes);
		}

	},

	DOUBLE(Double.class, Double.BYTES) {

		@Override
		byte[] write(Object value) {
			return bytes(Double.doubleToRawLongBits((Double) value), Double.BYTES);
		}

		@Override
		Object read(byte[] bytes) {
			return Double.longBitsToDouble(bits(bytes));
		}

	},

	FLOAT(Float.class, Float.BYTES) {

		@Override
		byte[] write(Object value) {
			return bytes(Float.floatToRawIntBits((Float) value), Float.BYTES);
		}

		@Override
		Object read(byte[] bytes) {
			return Float.intBitsToFloat((int) bits(bytes));
		}

	},

	SHORT(Short.class, Short.BYTES) {

		@Override
		byte[] write(Object value) {
			return bytes((Short) value, Short.BYTES);
		}

		@Override
		Object read(byte[] bytes) {
			return (short) bits(bytes);
		}

	},

	BYTE(Byte.class, Byte.BYTES) {

		@Override
		byte[] write(Object value) {
			return new byte[] { (Byte) value };
		}

		@Override
		Object read(byte[] bytes) {
			return bytes[0];
		}

	},

	CHARACTER(Character.class, Character.BYTES) {

		@Override
		byte[] write(Object value) {
			return bytes((Character) value, Character.BYTES);
		}

		@Override
		Object read(byte[] bytes) {
			return (char) bits(bytes);
		}

	},

	BOOLEAN(Boolean.class, 1) {

		@Override
		byte[] write(Object value) {
			return new byte[] { (byte) (((Boolean) value) ? 1 : 0) };
		}

		@Override
		Object read(byte[] bytes) {
			if (bytes[0] != 0 && bytes[0] != 1) {
				throw malformed("is 0 or 1, not " + bytes[0]);
			}
			return bytes[0] == 1;
		}

	},

	STRING(String.class, SimpleForm.ANY_LENGTH) {

		@Override
		byte[] write(Object value) {
			return TextForm.write((String) value);
		}

		@Override
		Object read(byte[] bytes) {
			String text = TextForm.read(bytes);
			if (text == null) {
				throw malformed("is UTF-8, which these bytes are not");
			}
			return text;
		}

	},

	// The array may be changed by its owner while the bytes wait to be sent
	BYTES(byte[].class, SimpleForm.ANY_LENGTH) {

		@Override
		byte[] write(Object value) {
			return ((byte[]) value).clone();
		}

		@Override
		Object read(byte[] bytes) {
			return bytes;
		}

	},

	// Its only value is null, which has no bytes
	VOID(Void.class, SimpleForm.ANY_LENGTH) {

		@Override
		byte[] write(Object value) {
			throw new IllegalArgumentException("A Void is null, not " + value.getClass().getName());
		}

		@Override
		Object read(byte[] bytes) {
			throw malformed("has no value, so no bytes either");
		}

	};

	static final int ANY_LENGTH = -1;

	private final Class<?> type;

	private final int length;

	SimpleForm(Class<?> type, int length) {
		this.type = type;
		this.length = length;
	}

	Class<?> type() {
		return this.type;
	}

	int length() {
		return this.length;
	}

	abstract byte[] write(Object value);

	abstract Object read(byte[] bytes);

	MalformedPayloadException malformed(String problem) {
		return new MalformedPayloadException("A %s %s".formatted(this.type.getSimpleName(), problem), null);
	}

	private static byte[] bytes(long bits, int length) {
		byte[] bytes = new byte[length];
		for (int i = length - 1; i >= 0; i--) {
			bytes[i] = (byte) bits;
			bits >>= Byte.SIZE;
		}
		return bytes;
	}

	private static long bits(byte[] bytes) {
		long bits = 0;
		for (byte each : bytes) {
			bits = (bits << Byte.SIZE) | (each & 0xff);
		}
		return bits;
	}

}
