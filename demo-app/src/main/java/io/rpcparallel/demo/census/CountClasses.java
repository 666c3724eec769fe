package io.rpcparallel.demo.census;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.Map;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;

/**
 * Counts the class files of one source: the function that workers execute. A source that
 * can't be read is a result too, with the reason among what was skipped.
 */
@WorkerFunction
class CountClasses implements StatelessRpcFunction<Source, Census> {

	@Override
	public Census call(Source source) {
		Tally tally = new Tally();
		try {
			count(source, tally);
		}
		catch (IOException | ProviderNotFoundException | IllegalArgumentException ex) {
			tally.skip(source.label(), Reason.of(ex));
		}
		return tally.census();
	}

	private void count(Source source, Tally tally) throws IOException {
		switch (source.kind()) {
			case CLASS_FILE, FOLDER -> walk(source, Path.of(source.path()), tally);
			case MODULE -> walk(source, modules().resolve(source.path()), tally);
			case JAR -> {
				try (FileSystem jar = open(Path.of(source.path()))) {
					walk(source, jar.getPath("/"), tally);
				}
			}
			case NESTED_JAR -> {
				try (FileSystem outer = open(Path.of(source.path()));
						FileSystem jar = open(outer.getPath(source.entry()))) {
					walk(source, jar.getPath("/"), tally);
				}
			}
		}
	}

	private void walk(Source source, Path root, Tally tally) throws IOException {
		Files.walkFileTree(root, new ClassFileVisitor(source, root, tally));
	}

	private FileSystem open(Path zip) throws IOException {
		return FileSystems.newFileSystem(zip, Map.of());
	}

	private Path modules() {
		return FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
	}

}
