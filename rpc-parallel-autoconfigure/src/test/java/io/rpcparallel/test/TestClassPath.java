package io.rpcparallel.test;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import io.rpcparallel.WorkerTemplate;

/**
 * The class path of the test, and other forms of it.
 */
public final class TestClassPath {

	private TestClassPath() {
	}

	/**
	 * List the folders and jars of the class path.
	 */
	public static List<String> entries() {
		return List.of(System.getProperty("java.class.path").split(File.pathSeparator));
	}

	/**
	 * Return the folder with the classes of the library.
	 */
	public static Path library() {
		return location(WorkerTemplate.class);
	}

	/**
	 * Return the folder with the classes of the tests.
	 */
	public static Path tests() {
		return location(TestClassPath.class);
	}

	/**
	 * Return a library that is not on the class path of the test. The build copies it in
	 * the phase {@code generate-test-resources}.
	 */
	public static String extra(String name) {
		Path jar = library().resolveSibling("test-libs").resolve(name + ".jar");
		if (!Files.isRegularFile(jar)) {
			throw new AssertionError("Not there, run 'generate-test-resources' first: " + jar);
		}
		return jar.toString();
	}

	/**
	 * List the class path of the test with more in front of it.
	 */
	public static List<String> entriesAfter(String... first) {
		return Stream.concat(Stream.of(first), entries().stream()).toList();
	}

	/**
	 * List the files of a folder, without those of the folders in it.
	 */
	public static List<Path> filesOf(Path folder) {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(Files::isRegularFile).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Path location(Class<?> type) {
		try {
			return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Pack a folder.
	 */
	public static void pack(Path folder, Path jar) {
		try (Stream<Path> files = Files.walk(folder);
				JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar))) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				output.putNextEntry(new JarEntry(folder.relativize(file).toString().replace(File.separatorChar, '/')));
				Files.copy(file, output);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
