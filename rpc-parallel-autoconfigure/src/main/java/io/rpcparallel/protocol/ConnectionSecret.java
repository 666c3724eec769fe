package io.rpcparallel.protocol;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.springframework.util.Assert;

/**
 * What processes of an application prove to each other that they have, without showing
 * it. A master makes a random one each time it runs and keeps it to itself. Those of its
 * workers are derived from it: each of them has one that it registers with, and one for
 * its clients, and none of these tells another. Never printed.
 */
public final class ConnectionSecret {

	/**
	 * The number of bytes of a secret.
	 */
	public static final int LENGTH = 32;

	private static final byte WORKER = 1;

	private static final byte CLIENTS = 2;

	private static final int BLOCK = 64;

	private static final byte INNER = 0x36;

	private static final byte OUTER = 0x5c;

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
	 * Return the secret of one worker, which tells nothing of this one.
	 * @param workerId the worker
	 * @return what the worker shows to its master
	 */
	public ConnectionSecret ofWorker(UUID workerId) {
		return new ConnectionSecret(sign(ByteBuffer.allocate(1 + 2 * Long.BYTES)
			.put(WORKER)
			.putLong(workerId.getMostSignificantBits())
			.putLong(workerId.getLeastSignificantBits())
			.array()));
	}

	/**
	 * Return the secret that a worker asks its clients for, which tells nothing of the
	 * one that it shows to its master.
	 * @return what connections to the worker have to be signed with
	 */
	public ConnectionSecret ofClients() {
		return new ConnectionSecret(sign(new byte[] { CLIENTS }));
	}

	/**
	 * Sign a message.
	 * @param message the message
	 * @return a signature that only who has the secret can make
	 */
	public byte[] sign(byte[] message) {
		return hash(OUTER, hash(INNER, message));
	}

	// HMAC with SHA-256. What Java has for it would load its framework of ciphers, which
	// nothing else in a worker that starts needs
	private byte[] hash(byte pad, byte[] message) {
		byte[] block = new byte[BLOCK];
		Arrays.fill(block, pad);
		for (int i = 0; i < LENGTH; i++) {
			block[i] ^= this.bytes[i];
		}
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			digest.update(block);
			return digest.digest(message);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	/**
	 * Check a signature that a peer has shown, in a time that does not depend on where it
	 * is wrong.
	 * @param message what it is about
	 * @param signature what the peer has shown
	 * @return whether it was made with this secret
	 */
	public boolean hasSigned(byte[] message, byte[] signature) {
		return MessageDigest.isEqual(sign(message), signature);
	}

	@Override
	public String toString() {
		return "ConnectionSecret[masked]";
	}

}
