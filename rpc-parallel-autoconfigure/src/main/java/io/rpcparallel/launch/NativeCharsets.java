package io.rpcparallel.launch;

import java.nio.charset.Charset;

import org.jspecify.annotations.Nullable;

/**
 * The character sets the operating system uses, which differ from the JVM's default since
 * Java 18.
 */
final class NativeCharsets {

	private NativeCharsets() {
	}

	static Charset ofOutput() {
		return named(System.getProperty("native.encoding"));
	}

	static Charset ofCommandLines() {
		return named(System.getProperty("sun.jnu.encoding"));
	}

	private static Charset named(@Nullable String name) {
		// A locale may name a character set this JVM was built without
		return (name != null && Charset.isSupported(name)) ? Charset.forName(name) : Charset.defaultCharset();
	}

}
