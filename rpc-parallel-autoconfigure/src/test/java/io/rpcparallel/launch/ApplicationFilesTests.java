package io.rpcparallel.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ApplicationFiles}.
 */
class ApplicationFilesTests {

	@TempDir
	private Path folder;

	private Path jar;

	private Path classes;

	private ApplicationFiles files;

	@BeforeEach
	void start() throws IOException {
		this.jar = Files.writeString(this.folder.resolve("a.jar"), "12345");
		this.classes = Files.createDirectory(this.folder.resolve("classes"));
		this.files = ApplicationFiles
			.of(List.of(this.jar.toString(), this.classes.toString(), this.folder.resolve("never-there").toString()));
	}

	@Test
	void nothingHasChangedIfNothingHas() {
		assertThat(this.files.missing()).isEmpty();
		assertThat(this.files.replaced()).isEmpty();
	}

	@Test
	void whatIsGoneIsMissing() throws IOException {
		Files.delete(this.jar);
		Files.delete(this.classes);
		assertThat(this.files.missing()).containsExactly(this.jar.toFile(), this.classes.toFile());
		assertThat(this.files.replaced()).isEmpty();
	}

	@Test
	void anotherSizeOrTimeMeansReplaced() throws IOException {
		FileTime time = Files.getLastModifiedTime(this.jar);
		Files.writeString(this.jar, "123");
		Files.setLastModifiedTime(this.jar, time);
		assertThat(this.files.replaced()).singleElement()
			.asString()
			.startsWith(this.jar + " (then 5 bytes of 2")
			.contains(", now 3 bytes of 2");
		Files.writeString(this.jar, "54321");
		Files.setLastModifiedTime(this.jar, FileTime.fromMillis(0));
		assertThat(this.files.replaced()).hasSize(1);
		assertThat(this.files.missing()).isEmpty();
	}

	@Test
	void aFolderMayGetOtherFiles() throws IOException {
		Files.createFile(this.classes.resolve("New.class"));
		Files.setLastModifiedTime(this.classes, FileTime.fromMillis(0));
		assertThat(this.files.replaced()).isEmpty();
	}

}
