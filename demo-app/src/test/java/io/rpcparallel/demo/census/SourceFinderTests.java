package io.rpcparallel.demo.census;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.rpcparallel.demo.census.Source.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class SourceFinderTests {

	private Path folder;

	private Path jar;

	@BeforeEach
	void writeJar(@TempDir Path folder) {
		this.folder = folder;
		this.jar = new Jars().with(HashMap.class).writeTo(this.folder.resolve("some.jar"));
	}

	@Test
	void findsEachGivenPathOnce() {
		Path again = this.folder.resolve("x/../some.jar");
		assertThat(find(this.jar, again, this.jar).sources()).extracting(Source::label)
			.containsExactly(this.jar.toString());
	}

	@Test
	void findsClassFilesAndFolders() {
		Path classes = this.folder.resolve("classes");
		Path file = Jars.write(classes.resolve("A.class"), new byte[77]);
		assertThat(find(file).sources()).containsExactly(Source.of(Kind.CLASS_FILE, file.toString(), 77));
		assertThat(find(classes).sources()).containsExactly(Source.of(Kind.FOLDER, classes.toString(), 77));
	}

	@Test
	void findsWhatIsInAGivenFolderOnce() {
		Path classes = this.folder.resolve("classes");
		Path file = Jars.write(classes.resolve("a/A.class"), new byte[77]);
		Path sibling = Jars.write(this.folder.resolve("classes2/B.class"), new byte[5]);
		assertThat(find(file, classes.resolve("a"), classes, sibling).sources()).extracting(Source::label)
			.containsExactly(classes.toString(), sibling.toString());
	}

	@Test
	void ignoresAnEmptyPath() {
		SourceList found = new SourceFinder(properties(List.of(this.jar.toString(), ""), false)).find();
		assertThat(found.sources()).hasSize(1);
	}

	@Test
	void findsTheJarsInAGivenFolder() {
		assertThat(find(this.folder).sources()).extracting(Source::kind).containsExactly(Kind.JAR, Kind.FOLDER);
	}

	@Test
	void findsTheJarsInAFatJar() throws IOException {
		byte[] inner = new Jars().with(HashMap.class).toBytes();
		Path outer = new Jars().with("BOOT-INF/classes/A.class", new byte[5])
			.with("BOOT-INF/lib/first.jar", inner)
			.with("BOOT-INF/lib/second.jar", inner)
			.writeTo(this.folder.resolve("fat.jar"));
		assertThat(find(outer).sources()).extracting(Source::label)
			.containsExactlyInAnyOrder(outer.toString(), outer + "!/BOOT-INF/lib/first.jar",
					outer + "!/BOOT-INF/lib/second.jar");
		assertThat(find(outer).sources()).filteredOn((source) -> source.kind() == Kind.NESTED_JAR)
			.extracting(Source::size)
			.containsOnly((long) inner.length);
		assertThat(find(outer).sources()).filteredOn((source) -> source.kind() == Kind.JAR)
			.extracting(Source::size)
			.containsOnly(Math.max(0, Files.size(outer) - 2L * inner.length));
	}

	@Test
	void theLargestComesFirst() throws IOException {
		Path small = Jars.write(this.folder.resolve("small.jar"), new byte[10]);
		Path large = Jars.write(this.folder.resolve("large.jar"), new byte[1_000_000]);
		assertThat(find(small, large, this.jar).sources()).extracting(Source::size)
			.containsExactly(1_000_000L, Files.size(this.jar), 10L);
	}

	@Test
	void notesAMissingPath() {
		Path missing = this.folder.resolve("missing.jar");
		SourceList found = find(missing, this.jar);
		assertThat(found.skipped()).containsExactly(new Skipped(missing.toString(), "does not exist"));
		assertThat(found.sources()).hasSize(1);
	}

	@Test
	void notesWhatIsNoPath() {
		SourceList found = new SourceFinder(properties(List.of("a\0b"), false)).find();
		assertThat(found.skipped()).singleElement().extracting(Skipped::reason).asString().startsWith("is no path: ");
	}

	@Test
	void findsTheModulesOfTheJdk() {
		SourceList found = new SourceFinder(properties(List.of(this.jar.toString()), true)).find();
		assertThat(found.sources()).hasSizeGreaterThan(2)
			.extracting(Source::label)
			.startsWith("jrt:/java.base")
			.contains("jrt:/java.logging", this.jar.toString());
	}

	@Test
	void findsTheRunningClassPath() {
		SourceList found = new SourceFinder(properties(List.of(), false)).find();
		assertThat(found.sources()).extracting(Source::kind).contains(Kind.FOLDER, Kind.JAR);
		assertThat(found.sources()).extracting(Source::label)
			.anyMatch((label) -> label.endsWith(File.separator + "classes"))
			.anyMatch((label) -> label.contains("spring-core"));
	}

	@Test
	void followsTheManifestsOfTheClassPath() {
		Path lib = this.folder.resolve("lib");
		Path library = new Jars().with(HashMap.class).writeTo(lib.resolve("some library.jar"));
		String manifest = """
				Manifest-Version: 1.0
				Class-Path: lib/some%20library.jar lib/missing.jar lib/ main.jar
				  http://example.com/remote.jar :

				""";
		Path main = new Jars().with("META-INF/MANIFEST.MF", manifest.getBytes())
			.writeTo(this.folder.resolve("main.jar"));
		SourceList found = new SourceList();
		found.addWithClassPath(main);
		assertThat(found.sources()).extracting(Source::label)
			.containsExactlyInAnyOrder(main.toString(), library.toString(), lib.toString());
		assertThat(found.skipped()).isEmpty();
	}

	private SourceList find(Path... paths) {
		return new SourceFinder(properties(Stream.of(paths).map(Path::toString).toList(), false)).find();
	}

	private CensusProperties properties(List<String> path, boolean jdk) {
		return new CensusProperties(0, path, new Flag(jdk), null);
	}

}
