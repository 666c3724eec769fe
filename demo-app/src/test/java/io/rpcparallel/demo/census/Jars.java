package io.rpcparallel.demo.census;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes jars to be counted.
 */
final class Jars {

	private final Map<String, byte[]> entries = new LinkedHashMap<>();

	Jars with(Class<?>... types) {
		for (Class<?> type : types) {
			with(type.getName().replace('.', '/') + ".class", bytesOf(type));
		}
		return this;
	}

	Jars with(String entry, byte[] content) {
		this.entries.put(entry, content);
		return this;
	}

	byte[] toBytes() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			for (Map.Entry<String, byte[]> entry : this.entries.entrySet()) {
				zip.putNextEntry(new ZipEntry(entry.getKey()));
				zip.write(entry.getValue());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	Path writeTo(Path file) {
		return write(file, toBytes());
	}

	static Path write(Path file, byte[] content) {
		try {
			Files.createDirectories(file.getParent());
			return Files.write(file, content).toRealPath();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static byte[] bytesOf(Class<?> type) {
		String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
		try (InputStream content = Objects.requireNonNull(type.getResourceAsStream(file))) {
			return content.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static byte[] half(byte[] content) {
		return Arrays.copyOf(content, content.length / 2);
	}

}
