package io.rpcparallel.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TrustedFolder}.
 */
@EnabledOnOs({ OS.LINUX, OS.MAC })
class TrustedFolderTests {

	// Within the folder for temporary files, which all can write to but with the sticky
	// bit
	@TempDir
	private Path folder;

	private Path cache;

	private Path entry;

	@BeforeEach
	void create() throws IOException {
		this.cache = this.folder.resolve("some/cache");
		this.entry = this.cache.resolve("application/entry");
		TrustedFolder.create(this.entry);
		Files.writeString(this.entry.resolve("file"), "");
		allow(this.entry.resolve("file"), "rw-------");
	}

	@Test
	void whatIsCreatedIsForThisUserAloneAndTrusted() throws IOException {
		assertThat(this.folder.resolve("some")).extracting(TrustedFolderTests::permissions).isEqualTo("rwx------");
		assertThat(permissions(this.entry)).isEqualTo("rwx------");
		TrustedFolder trusted = TrustedFolder.of(this.cache);
		assertThat(trusted.path()).isEqualTo(this.cache.toRealPath());
		trusted.requireTrusted(trusted.path().resolve("application/entry"));
	}

	@Test
	void aFolderThatOthersCanWriteToIsRefused() throws IOException {
		allow(this.cache, "rwxrwxrwx");
		assertRefused(this.cache);
		allow(this.cache, "rwxrwx---");
		assertRefused(this.cache);
	}

	@Test
	void aFolderThatOthersCanReplaceIsRefused() throws IOException {
		allow(this.folder.resolve("some"), "rwxrwxrwx");
		assertRefused(this.folder.resolve("some"));
	}

	@Test
	void aFileThatOthersCanWriteToIsRefused() throws IOException {
		TrustedFolder trusted = TrustedFolder.of(this.cache);
		Path real = trusted.path().resolve("application/entry");
		allow(this.entry.resolve("file"), "rw-rw----");
		assertThatExceptionOfType(UntrustedFileException.class).isThrownBy(() -> trusted.requireTrusted(real))
			.withMessageContaining(real.resolve("file").toString());
		allow(this.entry.resolve("file"), "rw-r--r--");
		trusted.requireTrusted(real);
		allow(this.entry.getParent(), "rwx---rwx");
		assertThatExceptionOfType(UntrustedFileException.class).isThrownBy(() -> trusted.requireTrusted(real))
			.withMessageContaining(real.getParent().toString());
	}

	@Test
	void aFileElsewhereIsRefused() throws IOException {
		Files.createSymbolicLink(this.entry.resolve("link"), Path.of("/etc/passwd"));
		TrustedFolder trusted = TrustedFolder.of(this.cache);
		assertThatExceptionOfType(UntrustedFileException.class)
			.isThrownBy(() -> trusted.requireTrusted(trusted.path().resolve("application/entry")))
			.withMessageContaining("link");
	}

	private void assertRefused(Path culprit) throws IOException {
		Path real = culprit.toRealPath();
		assertThatExceptionOfType(UntrustedFileException.class).isThrownBy(() -> TrustedFolder.of(this.cache))
			.withMessageStartingWith("'" + real + "' is not trusted")
			.withMessageContaining("mode 0700");
	}

	static void allow(Path file, String permissions) throws IOException {
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
	}

	private static String permissions(Path file) {
		try {
			return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

}
