package io.rpcparallel.demo.census;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

import org.jspecify.annotations.Nullable;

/**
 * Counts every class file below a folder of any file system. What it can't count it
 * notes, and goes on.
 */
class ClassFileVisitor extends SimpleFileVisitor<Path> {

	private static final long MAX_SIZE = 64 * 1024 * 1024;

	private final Source source;

	private final Path root;

	private final Tally tally;

	ClassFileVisitor(Source source, Path root, Tally tally) {
		this.source = source;
		this.root = root;
		this.tally = tally;
	}

	@Override
	public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
		if (file.toString().endsWith(".class")) {
			count(file, attributes);
		}
		return FileVisitResult.CONTINUE;
	}

	private void count(Path file, BasicFileAttributes attributes) {
		if (!Files.isRegularFile(file)) {
			skip(file, "is no regular file");
		}
		else if (attributes.size() > MAX_SIZE) {
			skip(file, "too large for a class file: %,d bytes".formatted(attributes.size()));
		}
		else {
			try {
				this.tally.add(ClassFileParser.parse(Files.readAllBytes(file)));
			}
			catch (MalformedClassException ex) {
				skip(file, String.valueOf(ex.getMessage()));
			}
			catch (IOException ex) {
				skip(file, Reason.of(ex));
			}
		}
	}

	@Override
	public FileVisitResult visitFileFailed(Path file, IOException ex) {
		skip(file, Reason.of(ex));
		return FileVisitResult.CONTINUE;
	}

	@Override
	public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException ex) {
		if (ex != null) {
			skip(folder, Reason.of(ex));
		}
		return FileVisitResult.CONTINUE;
	}

	private void skip(Path file, String reason) {
		this.tally.skip(this.source.labelOf(this.root.relativize(file).toString()), reason);
	}

}
