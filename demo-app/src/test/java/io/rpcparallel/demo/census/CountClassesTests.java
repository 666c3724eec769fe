package io.rpcparallel.demo.census;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.dataformat.cbor.CBORMapper;

import io.rpcparallel.demo.census.Source.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

class CountClassesTests {

	private final CountClasses countClasses = new CountClasses();

	private Path folder;

	@BeforeEach
	void useFolder(@TempDir Path folder) {
		this.folder = folder;
	}

	@Test
	void countsAClassFile() throws Exception {
		ClassFile file = ClassFileParser.parse(Jars.bytesOf(HashMap.class));
		Path path = Jars.write(this.folder.resolve("HashMap.class"), Jars.bytesOf(HashMap.class));
		Census census = count(Kind.CLASS_FILE, path);
		assertThat(census.total()).isEqualTo(new Count(1, file.methods(), file.bytes()));
		assertThat(census.packages()).containsOnlyKeys("java.util");
		assertThat(census.versions()).containsOnlyKeys(file.majorVersion());
		assertThat(census.largest()).isEqualTo(file.largest());
		assertThat(census.skipped()).isEmpty();
	}

	@Test
	void countsAJarWithTheClassesOfAllVersions() {
		Path jar = new Jars().with(Source.class, Kind.class)
			.with("META-INF/versions/17/io/rpcparallel/demo/census/Source.class", Jars.bytesOf(Source.class))
			.with("readme.txt", "not counted".getBytes())
			.writeTo(this.folder.resolve("some.jar"));
		Census census = count(Kind.JAR, jar);
		assertThat(census.total().classes()).isEqualTo(3);
		assertThat(census.packages()).containsOnlyKeys("io.rpcparallel.demo.census");
	}

	@Test
	void countsAFolderAndAJarWithTheSameClassesAlike() {
		new Jars().with(HashMap.class, String.class).writeTo(this.folder.resolve("some.jar"));
		Path classes = this.folder.resolve("classes");
		Jars.write(classes.resolve("java/util/HashMap.class"), Jars.bytesOf(HashMap.class));
		Jars.write(classes.resolve("java/lang/String.class"), Jars.bytesOf(String.class));
		assertThat(count(Kind.FOLDER, classes)).isEqualTo(count(Kind.JAR, this.folder.resolve("some.jar")));
	}

	@Test
	void countsAJarInAJar() {
		Path outer = new Jars().with("BOOT-INF/lib/inner.jar", new Jars().with(HashMap.class).toBytes())
			.with(String.class)
			.writeTo(this.folder.resolve("outer.jar"));
		Census inner = this.countClasses
			.call(new Source(Kind.NESTED_JAR, outer.toString(), "BOOT-INF/lib/inner.jar", 0));
		assertThat(inner.packages()).containsOnlyKeys("java.util");
		assertThat(count(Kind.JAR, outer).packages()).containsOnlyKeys("java.lang");
	}

	@Test
	void countsAModuleOfTheJdk() {
		Census census = this.countClasses.call(Source.of(Kind.MODULE, "java.logging", 0));
		assertThat(census.packages()).containsKeys("", "java.util.logging", "sun.util.logging.resources");
		assertThat(census.skipped()).isEmpty();
	}

	@Test
	void skipsATruncatedJar() {
		byte[] content = new Jars().with(HashMap.class, String.class).toBytes();
		Path jar = Jars.write(this.folder.resolve("truncated.jar"), Jars.half(content));
		assertSkipped(count(Kind.JAR, jar), jar.toString(), "is no valid zip: zip END header not found");
	}

	@Test
	void skipsATruncatedJarInAJar() {
		byte[] content = new Jars().with(HashMap.class, String.class).toBytes();
		Path jar = new Jars().with("lib/inner.jar", Jars.half(content)).writeTo(this.folder.resolve("outer.jar"));
		assertSkipped(this.countClasses.call(new Source(Kind.NESTED_JAR, jar.toString(), "lib/inner.jar", 0)),
				jar + "!/lib/inner.jar", "is no valid zip: zip END header not found");
	}

	@Test
	void skipsAJarThatIsNoZip() {
		Path jar = Jars.write(this.folder.resolve("text.jar"), "This is no zip".getBytes());
		assertSkipped(count(Kind.JAR, jar), jar.toString(), "is no valid zip: zip END header not found");
	}

	@Test
	void skipsAFileOfAnotherKind() {
		Path file = Jars.write(this.folder.resolve("notes.txt"), "This is no zip".getBytes());
		assertSkipped(count(Kind.JAR, file), file.toString(), "is no zip");
	}

	@Test
	void skipsBadClassFilesAndCountsTheOthers() {
		Path jar = new Jars().with("a/Zeros.class", new byte[100])
			.with(HashMap.class)
			.with("b/Half.class", Jars.half(Jars.bytesOf(HashMap.class)))
			.writeTo(this.folder.resolve("some.jar"));
		Census census = count(Kind.JAR, jar);
		assertThat(census.total().classes()).isOne();
		assertThat(census.skipped()).containsExactly(
				new Skipped(jar + "!/a/Zeros.class", "no class file: starts with 00000000, not with CAFEBABE"),
				new Skipped(jar + "!/b/Half.class", "truncated class file"));
	}

	@Test
	void skipsAnEntryWithCorruptData() {
		byte[] content = new Jars().with(HashMap.class).with(String.class).toBytes();
		content[30 + "java/util/HashMap.class".length()] = (byte) 0xFF; // no such type of
																		// block
		Path jar = Jars.write(this.folder.resolve("some.jar"), content);
		Census census = count(Kind.JAR, jar);
		assertThat(census.packages()).containsOnlyKeys("java.lang");
		assertThat(census.skipped()).singleElement().satisfies((skipped) -> {
			assertThat(skipped.what()).isEqualTo(jar + "!/java/util/HashMap.class");
			assertThat(skipped.reason()).startsWith("is no valid zip");
		});
	}

	@Test
	void skipsWhatVanished() {
		Path missing = this.folder.resolve("missing");
		for (Kind kind : new Kind[] { Kind.JAR, Kind.FOLDER, Kind.CLASS_FILE }) {
			assertSkipped(count(kind, missing), missing.toString(), "does not exist");
		}
		assertSkipped(this.countClasses.call(Source.of(Kind.MODULE, "no.such", 0)), "jrt:/no.such", "does not exist");
	}

	@Test
	void skipsWhatMustNotBeRead() throws IOException {
		Path file = Jars.write(this.folder.resolve("Secret.class"), Jars.bytesOf(HashMap.class));
		assumeThat(file.toFile().setReadable(false)).isTrue();
		assumeThat(Files.isReadable(file)).as("the user can read everything").isFalse();
		assertSkipped(count(Kind.FOLDER, this.folder.toRealPath()), file.toString(), "must not be read: access denied");
	}

	@Test
	void queryAndResultSurviveTheWire() {
		Path jar = new Jars().with(HashMap.class)
			.with("Zeros.class", new byte[9])
			.writeTo(this.folder.resolve("a.jar"));
		Source source = Source.of(Kind.JAR, jar.toString(), 4711);
		CBORMapper mapper = new CBORMapper();
		Source received = mapper.readValue(mapper.writeValueAsBytes(source), Source.class);
		assertThat(received).isEqualTo(source);
		Census census = this.countClasses.call(received);
		assertThat(mapper.readValue(mapper.writeValueAsBytes(census), Census.class)).isEqualTo(census);
	}

	private Census count(Kind kind, Path path) {
		return this.countClasses.call(Source.of(kind, path.toString(), 0));
	}

	private void assertSkipped(Census census, String what, String reason) {
		assertThat(census.total()).isEqualTo(Count.NONE);
		assertThat(census.skipped()).containsExactly(new Skipped(what, reason));
	}

}
