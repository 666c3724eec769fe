package io.rpcparallel.protocol;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.springframework.util.Assert;

/**
 * The random token that an application's processes show to each other. One per master,
 * made anew each time it runs. Never printed.
 */
public final class ConnectionSecret {

	/**
	 * The number of bytes of a secret.
	 */
	public static final int LENGTH = 32;

	private final byte[] bytes;

	private ConnectionSecret(byte[] bytes) {
		Assert.isTrue(bytes.length == LENGTH, () -> "A secret has " + LENGTH + " bytes, not " + bytes.length);
		this.bytes = bytes;
	}

	/**
	 * Make a new secret.
	 * @return a random secret
	 */
	public static ConnectionSecret random() {
		byte[] bytes = new byte[LENGTH];
		new SecureRandom().nextBytes(bytes);
		return new ConnectionSecret(bytes);
	}

	/**
	 * Read a secret from its text form.
	 * @param text the text of {@link #text()}
	 * @return the secret
	 * @throws IllegalArgumentException if it is not the text of a secret
	 */
	@JsonCreator
	public static ConnectionSecret of(String text) {
		return new ConnectionSecret(Base64.getUrlDecoder().decode(text));
	}

	/**
	 * Return the text form, which is as secret as the secret.
	 * @return the secret in URL-safe Base64
	 */
	@JsonValue
	public String text() {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(this.bytes);
	}

	/**
	 * Return the bytes to show to a peer.
	 * @return a copy of the bytes
	 */
	public byte[] bytes() {
		return this.bytes.clone();
	}

	/**
	 * Compare with what a peer has shown, in a time that does not depend on where the two
	 * differ.
	 * @param shown what the peer has shown
	 * @return whether it is this secret
	 */
	public boolean matches(byte[] shown) {
		return MessageDigest.isEqual(this.bytes, shown);
	}

	@Override
	public String toString() {
		return "ConnectionSecret[masked]";
	}

}
