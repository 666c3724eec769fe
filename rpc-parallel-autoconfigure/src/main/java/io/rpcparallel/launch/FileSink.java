package io.rpcparallel.launch;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes output to a file as it is. A disk that is full ends that, but a file never waits
 * for somebody else, as a named pipe does.
 */
final class FileSink implements OutputSink {

	private static final int FILE_TYPE = 0170000;

	private static final int PIPE = 0010000;

	private final OutputStream output;

	FileSink(Path file, boolean append) throws IOException {
		if (isNamedPipe(file)) {
			throw new FileSystemException(file.toString(), null,
					"a named pipe holds up the application while nobody reads it");
		}
		this.output = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE,
				append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE));
	}

	private static boolean isNamedPipe(Path file) throws IOException {
		if (!file.getFileSystem().supportedFileAttributeViews().contains("unix") || !Files.exists(file)) {
			return false;
		}
		try {
			// One without a name, such as /dev/stdout may be, has no real path
			return Files.getAttribute(file.toRealPath(), "unix:mode") instanceof Integer mode
					&& (mode & FILE_TYPE) == PIPE;
		}
		catch (NoSuchFileException ex) {
			return false;
		}
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		this.output.write(bytes, offset, length);
	}

	@Override
	public void flush() throws IOException {
		this.output.flush();
	}

	@Override
	public void close() throws IOException {
		this.output.close();
	}

}
