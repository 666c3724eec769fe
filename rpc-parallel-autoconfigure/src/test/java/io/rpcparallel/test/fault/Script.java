package io.rpcparallel.test.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;

/**
 * Shell scripts that stand for Java or make a place for it to run in.
 */
public final class Script {

	private Script() {
	}

	/**
	 * Write a script that anybody may run.
	 * @param file where
	 * @param lines what it does
	 * @return the file
	 */
	public static Path write(Path file, String... lines) {
		return write(file, ("#!/bin/sh\n" + String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Write a file that anybody may run.
	 * @param file where
	 * @param content what is in it
	 * @return the file
	 */
	public static Path write(Path file, byte[] content) {
		try {
			Files.write(file, content);
			return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Tell whether a command can be run here, as not every machine has every program, or
	 * lets everybody do everything.
	 * @param command the command
	 * @return whether it ended well
	 */
	public static boolean works(String... command) {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			process.getInputStream().readAllBytes();
			return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
