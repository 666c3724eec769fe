package io.rpcparallel.demo.census;

import java.io.File;
import java.lang.module.ModuleFinder;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Consumer;

import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Finds what is to be counted: the paths that were given, or else the class path this
 * application runs with, and the JDK if wanted.
 */
@Component
class SourceFinder {

	private final CensusProperties properties;

	SourceFinder(CensusProperties properties) {
		this.properties = properties;
	}

	SourceList find() {
		SourceList sources = new SourceList();
		if (this.properties.path().isEmpty()) {
			for (String element : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
				add(element, sources, sources::addWithClassPath);
			}
		}
		else {
			this.properties.path()
				.stream()
				.filter(StringUtils::hasText)
				.forEach((path) -> add(path, sources, sources::addWithJars));
		}
		if (this.properties.jdk().on()) {
			ModuleFinder.ofSystem().findAll().forEach(sources::addModule);
		}
		return sources;
	}

	private void add(String path, SourceList sources, Consumer<Path> adder) {
		try {
			adder.accept(Path.of(path).toAbsolutePath());
		}
		catch (InvalidPathException ex) {
			sources.skip(path, "is no path: " + ex.getReason());
		}
	}

}
