package io.rpcparallel.demo.census;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/**
 * Reads a class file. ASM resolves the constant pool and checks the version; the fields,
 * methods and attributes behind it are walked here, since ASM's visitors don't tell how
 * long a method's bytecode is.
 */
final class ClassFileParser {

	private static final int MAGIC = 0xCAFEBABE;

	private static final int HEADER_LENGTH = 10;

	private final ClassReader reader;

	private final char[] buffer;

	private final long end;

	private final String className;

	private int offset;

	private int methods;

	private long bytes;

	private @Nullable MethodSize largest;

	private ClassFileParser(byte[] content) {
		this.reader = new ClassReader(content);
		this.buffer = new char[this.reader.getMaxStringLength()];
		this.end = content.length;
		this.className = this.reader.getClassName().replace('/', '.');
		this.offset = this.reader.header;
	}

	static ClassFile parse(byte[] content) throws MalformedClassException {
		checkMagic(content);
		try {
			return new ClassFileParser(content).parse();
		}
		catch (IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException ex) {
			// What ASM throws depends on where it stumbles; of a version too new it says
			// so
			boolean explained = ex instanceof IllegalArgumentException && ex.getMessage() != null;
			throw new MalformedClassException(
					explained ? String.valueOf(ex.getMessage()) : "truncated or corrupt class file", ex);
		}
	}

	private static void checkMagic(byte[] content) throws MalformedClassException {
		if (content.length < HEADER_LENGTH) {
			throw new MalformedClassException("no class file: only %d bytes long".formatted(content.length));
		}
		int magic = (content[0] & 0xFF) << 24 | (content[1] & 0xFF) << 16 | (content[2] & 0xFF) << 8
				| content[3] & 0xFF;
		if (magic != MAGIC) {
			throw new MalformedClassException("no class file: starts with %08X, not with CAFEBABE".formatted(magic));
		}
	}

	private ClassFile parse() throws MalformedClassException {
		skip(6); // access flags, this class, super class
		skip(2L * nextShort()); // interfaces
		for (int fields = nextShort(); fields > 0; fields--) {
			skip(6); // access flags, name, descriptor
			skipAttributes();
		}
		this.methods = nextShort();
		for (int i = 0; i < this.methods; i++) {
			parseMethod();
		}
		skipAttributes();
		if (this.offset != this.end) {
			throw new MalformedClassException("%d bytes too long".formatted(this.end - this.offset));
		}
		return new ClassFile(this.className, this.reader.readUnsignedShort(6), this.methods, this.bytes, this.largest);
	}

	private void parseMethod() throws MalformedClassException {
		skip(2); // access flags
		String name = nextString();
		skip(2); // descriptor
		for (int attributes = nextShort(); attributes > 0; attributes--) {
			boolean code = "Code".equals(nextString());
			long length = nextInt();
			if (code) {
				long codeLength = Integer.toUnsignedLong(this.reader.readInt(this.offset + 4)); // max
																								// stack,
																								// max
																								// locals
				this.bytes += codeLength;
				this.largest = MethodSize.larger(this.largest, new MethodSize(this.className + "." + name, codeLength));
			}
			skip(length);
		}
	}

	private void skipAttributes() throws MalformedClassException {
		for (int attributes = nextShort(); attributes > 0; attributes--) {
			skip(2); // name
			skip(nextInt());
		}
	}

	private @Nullable String nextString() throws MalformedClassException {
		String value = this.reader.readUTF8(this.offset, this.buffer);
		skip(2);
		return value;
	}

	private int nextShort() throws MalformedClassException {
		int value = this.reader.readUnsignedShort(this.offset);
		skip(2);
		return value;
	}

	private long nextInt() throws MalformedClassException {
		long value = Integer.toUnsignedLong(this.reader.readInt(this.offset));
		skip(4);
		return value;
	}

	private void skip(long length) throws MalformedClassException {
		if (length > this.end - this.offset) {
			throw new MalformedClassException("truncated class file");
		}
		this.offset += (int) length;
	}

}
