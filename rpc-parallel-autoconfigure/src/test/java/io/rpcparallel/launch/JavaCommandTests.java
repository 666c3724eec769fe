package io.rpcparallel.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class JavaCommandTests {

	private static final String LOADER = "org.springframework.boot.loader.launch.JarLauncher";

	private final ApplicationEntry entry = new ApplicationEntry("com.acme.Main", List.of("--a=1", "b c"));

	@Test
	void putsArgumentsInTheOrderInWhichTheyWin() {
		JavaCommand command = new JavaCommand(LaunchRequests.jvm("/a.jar", "-Da=1", "-Xmx9g"), this.entry, null,
				List.of("-Da=2"), true);
		List<String> line = command.commandFor(LaunchRequests.withHeap(DataSize.ofMegabytes(64), "-Da=3"));
		assertThat(line).startsWith(new File("/java/bin/java").getPath(), "-XX:CompileThresholdScaling=5",
				"-XX:InitialRAMPercentage=0.1", "-XX:+UseSerialGC");
		assertThat(line.subList(line.indexOf("-Da=1"), line.size())).containsExactly("-Da=1",
				"-XX:+UseCountedLoopSafepoints", "-XX:LoopStripMiningIter=1000", "-XX:+ExitOnOutOfMemoryError",
				"-XX:-UsePerfData", "-Dspring.devtools.restart.enabled=false", "-Djava.awt.headless=true",
				"-Dspring.aot.enabled=false", "-Da=2", "-Xmx67108864", "-Da=3", "-cp", "/a.jar", "com.acme.Main",
				"--a=1", "b c");
	}

	@Test
	void inheritsNothingIfToldSo() {
		JavaCommand command = new JavaCommand(LaunchRequests.jvm("/a.jar", "-Da=1"), this.entry, null, List.of(),
				false);
		assertThat(command.commandFor(LaunchRequests.plain())).doesNotContain("-Da=1");
	}

	@Test
	void takesAConfiguredExecutable() {
		JavaCommand command = new JavaCommand(LaunchRequests.jvm("/a.jar"), this.entry, Path.of("other/java"),
				List.of(), true);
		assertThat(command.commandFor(LaunchRequests.plain()))
			.startsWith(Path.of("other/java").toAbsolutePath().toString());
	}

	@Test
	void startsThroughAShellThatSetsTheUmask() {
		JavaCommand command = new JavaCommand(LaunchRequests.jvm("/a.jar"), this.entry, null, List.of(), true);
		assertThat(command.commandFor(LaunchRequests.withUmask("027"))).startsWith("/bin/sh", "-c",
				"umask \"$1\" && shift && exec \"$@\"", "sh", "027", new File("/java/bin/java").getPath());
	}

	@Test
	void silencesTheWarningsOfNewerJavasUnlessAnotherExecutableIsNamed() {
		RunningJvm jvm = new RunningJvm("/java", "/a.jar", List.of(), "/", Map.of(), "/tmp",
				NativeCharsets.ofCommandLines(), false, 25);
		String flag = "--sun-misc-unsafe-memory-access=allow";
		assertThat(new JavaCommand(jvm, this.entry, null, List.of(), true).commandFor(LaunchRequests.plain()))
			.contains(flag);
		assertThat(new JavaCommand(jvm, this.entry, Path.of("/other/java"), List.of(), true)
			.commandFor(LaunchRequests.plain())).doesNotContain(flag);
	}

	@Test
	void namesTheExecutableOfWindows() {
		RunningJvm jvm = new RunningJvm("/java", "/a.jar", List.of(), "/", Map.of(), "/tmp",
				NativeCharsets.ofCommandLines(), true, 17);
		assertThat(new JavaCommand(jvm, this.entry, null, List.of(), true).commandFor(LaunchRequests.plain()).get(0))
			.endsWith("java.exe");
	}

	@Test
	void lastChoiceOfACollectorWins() {
		RunningJvm jvm = LaunchRequests.jvm("/a.jar", "-XX:+UseSerialGC");
		JavaCommand inheriting = new JavaCommand(jvm, this.entry, null, List.of(), true);
		JavaCommand choosing = new JavaCommand(jvm, this.entry, null, List.of("-XX:+UseG1GC"), true);
		assertThat(collectors(inheriting, LaunchRequests.plain())).containsExactly("-XX:+UseSerialGC");
		assertThat(collectors(choosing, LaunchRequests.plain())).containsExactly("-XX:+UseG1GC");
		assertThat(collectors(inheriting, LaunchRequests.withJvmArguments("-XX:+UseZGC")))
			.containsExactly("-XX:+UseZGC");
		assertThat(collectors(choosing, LaunchRequests.withJvmArguments("-XX:+UseZGC"))).containsExactly("-XX:+UseZGC");
	}

	@Test
	void choosesACollectorOnlyWhereNobodyElseMay() {
		RunningJvm jvm = LaunchRequests.jvm("/a.jar");
		JavaCommand command = new JavaCommand(jvm, this.entry, null, List.of(), true);
		assertThat(collectors(command, LaunchRequests.plain())).containsExactly("-XX:+UseSerialGC");
		assertThat(collectors(command, LaunchRequests.withJvmArguments("@more"))).isEmpty();
		assertThat(collectors(command, LaunchRequests.withJvmArguments("-XX:+AggressiveHeap"))).isEmpty();
		assertThat(collectors(command, LaunchRequests.withEnvironment("JDK_JAVA_OPTIONS", "-XX:+UseZGC"))).isEmpty();
		assertThat(collectors(
				new JavaCommand(LaunchRequests.jvm(Map.of("JAVA_TOOL_OPTIONS", "-Da=1 -XX:+UseG1GC"), "/a.jar"),
						this.entry, null, List.of(), true),
				LaunchRequests.plain()))
			.isEmpty();
		assertThat(collectors(new JavaCommand(jvm, this.entry, null, List.of("-XX:Flags=file"), true),
				LaunchRequests.plain()))
			.isEmpty();
	}

	private static List<String> collectors(JavaCommand command, LaunchRequest request) {
		return command.commandFor(request).stream().filter(GarbageCollectors::isChoice).toList();
	}

	@Test
	void makesEntriesOfTheClassPathAbsolute() {
		assertThat(pathOf(String.join(File.pathSeparator, "lib/ä b.jar", "/abs/x.jar", "", ".", "../y")))
			.containsExactly("-cp", String.join(File.pathSeparator, "/work dir/lib/ä b.jar", "/abs/x.jar", "/work dir",
					"/work dir", "/work dir/../y"));
		assertThat(pathOf("")).containsExactly("-cp", "/work dir");
	}

	@Test
	void runsAnExecutableJarOfBootAsSuch(@TempDir Path folder) throws IOException {
		Path jar = jar(folder.resolve("app 1.jar"), LOADER);
		JavaCommand command = new JavaCommand(LaunchRequests.jvm(jar.toString()), this.entry, null, List.of(), true);
		assertThat(command.commandFor(LaunchRequests.plain())).endsWith("-Djava.awt.headless=true",
				"-Dspring.aot.enabled=false", "-jar", jar.toString(), "--a=1", "b c");
	}

	@Test
	void runsAnUnpackedExecutableJarOfBootThroughItsLoader(@TempDir Path folder) throws IOException {
		Files.createDirectory(folder.resolve("META-INF"));
		Files.writeString(folder.resolve("META-INF/MANIFEST.MF"),
				"Manifest-Version: 1.0\nMain-Class: " + LOADER + "\n");
		JavaCommand command = new JavaCommand(LaunchRequests.jvm(folder.toString()), this.entry, null, List.of(), true);
		assertThat(command.commandFor(LaunchRequests.plain())).endsWith("-cp", folder.toString(), LOADER, "--a=1",
				"b c");
	}

	@Test
	void runsAnotherMainClassOfAnExecutableJarOfBootThroughTheLoaderThatCan(@TempDir Path folder) throws IOException {
		Files.createDirectory(folder.resolve("META-INF"));
		Files.writeString(folder.resolve("META-INF/MANIFEST.MF"),
				"Manifest-Version: 1.0\nMain-Class: " + LOADER + "\nStart-Class: com.acme.Start\n");
		JavaCommand command = new JavaCommand(LaunchRequests.jvm(folder.toString()), this.entry, null, List.of(), true);
		assertThat(command.commandFor(LaunchRequests.plain())).endsWith("-Dloader.main=com.acme.Main", "-cp",
				folder.toString(), "org.springframework.boot.loader.launch.PropertiesLauncher", "--a=1", "b c");
	}

	@Test
	void runsTheMainClassFromAnyOtherJar(@TempDir Path folder) throws IOException {
		Path plain = jar(folder.resolve("plain.jar"), null);
		Path executable = jar(folder.resolve("executable.jar"), "com.acme.Other");
		Path broken = Files.writeString(folder.resolve("broken.jar"), "no jar");
		assertThat(pathOf(plain.toString())).containsExactly("-cp", plain.toString());
		assertThat(pathOf(executable.toString())).containsExactly("-cp", executable.toString());
		assertThat(pathOf(broken.toString())).containsExactly("-cp", broken.toString());
	}

	@Test
	void putsALongClassPathIntoAnArgumentFile() throws IOException {
		String classPath = IntStream.range(0, 300)
			.mapToObj((i) -> "/repository/com/acme/lib/lib " + i + "/lib-" + i + ".jar")
			.collect(Collectors.joining(File.pathSeparator));
		JavaCommand command = new JavaCommand(LaunchRequests.jvm(classPath), this.entry, null, List.of(), true);
		ArgumentFile file = command.argumentFileFor(LaunchRequests.plain(), command.plainStart());
		assertThat(file).isNotNull();
		Path path = Path.of(file.reference().substring(1));
		try {
			assertThat(path).content(NativeCharsets.ofCommandLines()).isEqualTo("\"-cp\"\n\"" + classPath + "\"\n");
			assertThat(command.commandFor(LaunchRequests.plain(), command.plainStart(), file))
				.doesNotContain("-cp", classPath)
				.endsWith(file.reference(), "com.acme.Main", "--a=1", "b c");
		}
		finally {
			file.delete();
			file.delete();
		}
		assertThat(path).doesNotExist();
	}

	@Test
	void needsNoArgumentFileForAShortClassPath() {
		JavaCommand command = new JavaCommand(LaunchRequests.jvm("/a.jar"), this.entry, null, List.of(), true);
		assertThat(command.argumentFileFor(LaunchRequests.plain(), command.plainStart())).isNull();
	}

	private List<String> pathOf(String classPath) {
		JavaCommand command = new JavaCommand(LaunchRequests.jvm(classPath), this.entry, null, List.of(), true);
		List<String> line = command.commandFor(LaunchRequests.plain());
		int main = line.indexOf("com.acme.Main");
		return line.subList(main - 2, main);
	}

	private static Path jar(Path file, @Nullable String mainClass) throws IOException {
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		if (mainClass != null) {
			manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, mainClass);
		}
		try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
			jar.finish();
		}
		return file;
	}

}
