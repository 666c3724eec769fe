package io.rpcparallel.demo.census;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.ProviderNotFoundException;
import java.util.Objects;
import java.util.zip.ZipException;

/**
 * Says in a few words why something could not be read: many exceptions of the file
 * systems have a path for a message.
 */
final class Reason {

	static final String MISSING = "does not exist";

	private Reason() {
	}

	static String of(Exception ex) {
		if (ex instanceof NoSuchFileException) {
			return MISSING;
		}
		if (ex instanceof AccessDeniedException) {
			return "must not be read: access denied";
		}
		if (ex instanceof FileSystemException failure && failure.getReason() != null) {
			return "can't be read: " + failure.getReason();
		}
		if (ex instanceof ZipException) {
			return "is no valid zip: " + ex.getMessage();
		}
		if (ex instanceof ProviderNotFoundException) {
			return "is no zip";
		}
		return "can't be read: " + Objects.requireNonNullElse(ex.getMessage(), ex.getClass().getSimpleName());
	}

}
