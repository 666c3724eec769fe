package io.rpcparallel.launch;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Thrown when a file of the start-up cache is in somebody else's hands.
 */
class UntrustedFileException extends IOException {

	private static final long serialVersionUID = 1L;

	UntrustedFileException(Path file, String reason) {
		super("'%s' is not trusted, since %s; make it yours, with mode 0700, or set another folder".formatted(file,
				reason));
	}

}
