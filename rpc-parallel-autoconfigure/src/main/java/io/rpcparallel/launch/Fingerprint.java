package io.rpcparallel.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Makes a short name of all that tells one thing from another.
 */
final class Fingerprint {

	private static final int BYTES = 10;

	private final MessageDigest digest;

	Fingerprint() {
		try {
			this.digest = MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has it", ex);
		}
	}

	Fingerprint add(Object part) {
		byte[] bytes = part.toString().getBytes(StandardCharsets.UTF_8);
		// With the length, so that two parts are not the same as one made of both
		this.digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
		this.digest.update(bytes);
		return this;
	}

	Fingerprint addState(Path file) throws IOException {
		BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
		return add(attributes.size()).add(attributes.lastModifiedTime().toMillis());
	}

	String text() {
		return HexFormat.of().formatHex(this.digest.digest(), 0, BYTES);
	}

}
