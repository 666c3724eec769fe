package io.rpcparallel.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CacheKey} and {@link JvmArchive}.
 */
class CacheKeyTests {

	@TempDir
	private Path folder;

	@Test
	void anotherSizeTimeNameOrOrderOfJarsIsAnotherClassPath() throws IOException {
		Path one = Files.writeString(this.folder.resolve("1.jar"), "1");
		Path two = Files.writeString(this.folder.resolve("2.jar"), "2");
		List<String> entries = List.of(one.toString(), two.toString());
		String key = CacheKey.ofClassPath(entries);
		assertThat(CacheKey.ofClassPath(entries)).isEqualTo(key).matches("[0-9a-f]{20}");
		assertThat(CacheKey.ofClassPath(List.of(two.toString(), one.toString()))).isNotEqualTo(key);
		FileTime time = Files.getLastModifiedTime(one);
		Files.setLastModifiedTime(one, FileTime.fromMillis(time.toMillis() + 1000));
		assertThat(CacheKey.ofClassPath(entries)).isNotEqualTo(key);
		Files.setLastModifiedTime(one, time);
		assertThat(CacheKey.ofClassPath(entries)).isEqualTo(key);
		Files.writeString(one, "11");
		Files.setLastModifiedTime(one, time);
		assertThat(CacheKey.ofClassPath(entries)).isNotEqualTo(key);
		Files.delete(one);
		assertThat(CacheKey.ofClassPath(entries)).isNotEqualTo(key);
	}

	@Test
	void theJarsThatTheOnlyJarNamesCountToo() throws IOException {
		Path named = Files.createDirectory(this.folder.resolve("lib")).resolve("named.jar");
		Files.writeString(named, "1");
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "lib/named.jar lib/missing.jar");
		Path jar = this.folder.resolve("application.jar");
		new JarOutputStream(Files.newOutputStream(jar), manifest).close();
		String key = CacheKey.ofClassPath(List.of(jar.toString()));
		Files.writeString(named, "11");
		assertThat(CacheKey.ofClassPath(List.of(jar.toString()))).isNotEqualTo(key);
	}

	@Test
	void onlyArgumentsThatMatterMakeAnotherJvm() throws IOException {
		String key = CacheKey.ofJvm("vm 17", "/java", List.of("-XX:+UseSerialGC"));
		assertThat(CacheKey.ofJvm("vm 17", "/java", List.of("-Da=b", "-XX:+UseSerialGC", "-Xmx1g", "-Xss2m")))
			.isEqualTo(key);
		assertThat(CacheKey.ofJvm("vm 17", "/java", List.of("-XX:+UseG1GC"))).isNotEqualTo(key);
		assertThat(CacheKey.ofJvm("vm 17", "/java", List.of())).isNotEqualTo(key);
		assertThat(CacheKey.ofJvm("vm 18", "/java", List.of("-XX:+UseSerialGC"))).isNotEqualTo(key);
		assertThat(CacheKey.ofJvm("vm 17", "/other", List.of("-XX:+UseSerialGC"))).isNotEqualTo(key);
	}

	@Test
	void anotherContentOfTheJavaHomeMakesAnotherJvm() throws IOException {
		Path release = Files.writeString(this.folder.resolve("release"), "17.0.1");
		String key = CacheKey.ofJvm("vm", this.folder.toString(), List.of());
		Files.writeString(release, "17.0.10");
		assertThat(CacheKey.ofJvm("vm", this.folder.toString(), List.of())).isNotEqualTo(key);
	}

	@Test
	void agentsAndArchivesOfOnesOwnAreInTheWay() {
		assertThat(CacheKey.inTheWay(List.of("-Xmx1g", "-javaagent:a.jar"))).isEqualTo("-javaagent:a.jar");
		assertThat(CacheKey.inTheWay(List.of("-XX:SharedArchiveFile=a.jsa"))).isEqualTo("-XX:SharedArchiveFile=a.jsa");
		assertThat(CacheKey.inTheWay(List.of("-XX:AOTCache=a.aot"))).isEqualTo("-XX:AOTCache=a.aot");
		assertThat(CacheKey.inTheWay(List.of("-Xshare:auto"))).isEqualTo("-Xshare:auto");
		assertThat(CacheKey.inTheWay(List.of("-Xmx1g", "-Da=b", "-ea"))).isEmpty();
	}

	@Test
	void variablesCountAsArguments() {
		RunningJvm jvm = LaunchRequests.jvm(Map.of("JAVA_TOOL_OPTIONS", "-javaagent:a.jar -Da=1"), "/a.jar");
		JavaCommand command = new JavaCommand(jvm, new ApplicationEntry("Main", List.of()), null, List.of("-Xmn1m"),
				true);
		assertThat(CacheKey.argumentsOf(LaunchRequests.withJvmArguments("-Xint"), command)).contains("-javaagent:a.jar",
				"-Da=1", "-Xmn1m", "-Xint");
	}

	@Test
	void theKindOfArchiveGoesByTheVersion() {
		Path cache = Path.of("/cache");
		JvmArchive dynamic = JvmArchive.of("OpenJDK 64-Bit Server VM", 17);
		assertThat(dynamic.recordArguments(cache)).contains("-XX:ArchiveClassesAtExit=/cache/worker.jsa");
		assertThat(dynamic.useArguments(cache)).contains("-XX:SharedArchiveFile=/cache/worker.jsa", "-Xshare:auto",
				"-Xlog:cds*=off");
		assertThat(JvmArchive.of("OpenJDK 64-Bit Server VM", 24).useArguments(cache)).containsExactly("-Xlog:cds*=off",
				"-XX:AOTCache=/cache/worker.aot");
		JvmArchive ahead = JvmArchive.of("Java HotSpot(TM) 64-Bit Server VM", 25);
		assertThat(ahead.useArguments(cache)).containsExactly("-Xlog:cds*=off", "-Xlog:aot*=off",
				"-XX:AOTCache=/cache/worker.aot");
		assertThat(ahead.createArguments(cache)).contains("-XX:AOTMode=create", "-XX:AOTCache=/cache/worker.aot");
		assertThat(JvmArchive.of("Eclipse OpenJ9 VM", 17)).isNull();
	}

}
