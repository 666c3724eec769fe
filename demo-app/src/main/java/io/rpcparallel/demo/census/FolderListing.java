package io.rpcparallel.demo.census;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is in a folder and the folders below it. What can't be read is left out here; why
 * is told when it is counted.
 *
 * @param size the size of all class files
 * @param jars the jars
 */
record FolderListing(long size, List<Path> jars) {

	static FolderListing of(Path folder) {
		List<Path> jars = new ArrayList<>();
		Visitor visitor = new Visitor(jars);
		try {
			Files.walkFileTree(folder, visitor);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new FolderListing(visitor.size, jars.stream().sorted().toList());
	}

	private static final class Visitor extends SimpleFileVisitor<Path> {

		private final List<Path> jars;

		private long size;

		private Visitor(List<Path> jars) {
			this.jars = jars;
		}

		@Override
		public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
			String name = file.toString();
			if (name.endsWith(".class")) {
				this.size += attributes.size();
			}
			else if (name.endsWith(".jar")) {
				this.jars.add(file);
			}
			return FileVisitResult.CONTINUE;
		}

		@Override
		public FileVisitResult visitFileFailed(Path file, IOException ex) {
			return FileVisitResult.CONTINUE;
		}

		@Override
		public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException ex) {
			return FileVisitResult.CONTINUE;
		}

	}

}
