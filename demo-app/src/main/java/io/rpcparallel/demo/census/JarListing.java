package io.rpcparallel.demo.census;

import java.io.IOException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * What a jar leads to: the jars packed into it, and those its manifest names. A file that
 * can't be read as a jar leads nowhere; why is told when it is counted.
 *
 * @param nested the jars in the jar, as sources of their own
 * @param classPath the files and folders of the manifest's {@code Class-Path}
 */
record JarListing(List<Source> nested, List<Path> classPath) {

	static JarListing of(Path path) {
		if (!Files.isRegularFile(path)) {
			return new JarListing(List.of(), List.of());
		}
		try (JarFile jar = new JarFile(path.toFile(), false)) {
			List<Source> nested = jar.stream()
				.filter((entry) -> !entry.isDirectory() && entry.getName().endsWith(".jar"))
				.map((entry) -> new Source(Source.Kind.NESTED_JAR, path.toString(), entry.getName(), entry.getSize()))
				.toList();
			return new JarListing(nested, classPath(path, jar.getManifest()));
		}
		catch (IOException | IllegalArgumentException | SecurityException ex) {
			return new JarListing(List.of(), List.of());
		}
	}

	private static List<Path> classPath(Path jar, @Nullable Manifest manifest) {
		String value = (manifest != null) ? manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH) : null;
		List<Path> paths = new ArrayList<>();
		for (String url : StringUtils.tokenizeToStringArray(value, " ")) {
			try {
				paths.add(Path.of(jar.toUri().resolve(url)));
			}
			catch (IllegalArgumentException | FileSystemNotFoundException ex) {
				continue; // as the JVM does, which takes local files only
			}
		}
		return paths;
	}

}
