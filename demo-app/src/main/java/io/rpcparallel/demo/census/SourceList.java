package io.rpcparallel.demo.census;

import java.io.IOException;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects sources, each once.
 */
final class SourceList {

	/**
	 * The JDK does not tell how large a module is without a walk through it, which would
	 * cost as much as counting it. The mean of a package is good enough to begin with the
	 * largest.
	 */
	private static final long MODULE_BYTES_PER_PACKAGE = 100_000;

	private static final Comparator<Source> LARGEST_FIRST = Comparator.comparingLong(Source::size)
		.reversed()
		.thenComparing(Source::label);

	private final Set<Path> seen = new HashSet<>();

	private final List<Path> folders = new ArrayList<>();

	private final List<Source> sources = new ArrayList<>();

	private final List<Skipped> skipped = new ArrayList<>();

	/**
	 * Add an element of a class path, and where it is a jar what its manifest names. One
	 * that does not exist is ignored, as the JVM does.
	 * @param element the file or folder
	 */
	void addWithClassPath(Path element) {
		if (Files.exists(element) && add(element)) {
			JarListing.of(element).classPath().forEach(this::addWithClassPath);
		}
	}

	/**
	 * Add a file or folder, and where it is a folder the jars in it.
	 * @param path the file or folder
	 */
	void addWithJars(Path path) {
		add(path);
		if (Files.isDirectory(path)) {
			FolderListing.of(path).jars().forEach(this::add);
		}
	}

	void addModule(ModuleReference module) {
		long size = module.descriptor().packages().size() * MODULE_BYTES_PER_PACKAGE;
		this.sources.add(Source.of(Source.Kind.MODULE, module.descriptor().name(), size));
	}

	void skip(String what, String reason) {
		this.skipped.add(new Skipped(what, reason));
	}

	/**
	 * Return what was added, the largest first, so that no worker begins the largest when
	 * the others are done. What is in a folder is not listed again.
	 * @return the sources
	 */
	List<Source> sources() {
		return this.sources.stream().filter((source) -> !isInFolder(source)).sorted(LARGEST_FIRST).toList();
	}

	private boolean isInFolder(Source source) {
		boolean loose = source.kind() == Source.Kind.FOLDER || source.kind() == Source.Kind.CLASS_FILE;
		Path parent = loose ? Path.of(source.path()).getParent() : null;
		return parent != null && this.folders.stream().anyMatch(parent::startsWith);
	}

	List<Skipped> skipped() {
		return List.copyOf(this.skipped);
	}

	private boolean add(Path path) {
		try {
			Path real = path.toRealPath();
			return this.seen.add(real) && addNew(real);
		}
		catch (IOException ex) {
			skip(path.toString(), Reason.of(ex));
			return false;
		}
	}

	private boolean addNew(Path path) throws IOException {
		String name = path.toString();
		if (Files.isDirectory(path)) {
			this.folders.add(path);
			this.sources.add(Source.of(Source.Kind.FOLDER, name, FolderListing.of(path).size()));
		}
		else if (name.endsWith(".class")) {
			this.sources.add(Source.of(Source.Kind.CLASS_FILE, name, Files.size(path)));
		}
		else {
			List<Source> nested = JarListing.of(path).nested();
			long nestedSize = nested.stream().mapToLong(Source::size).sum();
			this.sources.add(Source.of(Source.Kind.JAR, name, Math.max(0, Files.size(path) - nestedSize)));
			this.sources.addAll(nested);
		}
		return true;
	}

}
