package io.rpcparallel;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.MasterProcess;
import io.rpcparallel.test.TestClassPath;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The code in the README compiles as it is printed, and does what it says there.
 */
@LeavesNothingBehind
class ReadmeIntegrationTests {

	private static final Path README = Path.of("../README.md");

	private static final Pattern JAVA_BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

	@TempDir
	private Path folder;

	@Test
	void quickStartPrintsWhatTheReadmeSays() throws IOException {
		String code = blocks().get(0);
		compile("PrimesApplication.java", code);
		List<String> classPath = Stream.concat(Stream.of(this.folder.toString()), TestClassPath.entries().stream())
			.toList();
		try (MasterProcess master = MasterProcess.of("com.example.primes.PrimesApplication")
			.classPath(classPath)
			.environment("SPRING_MAIN_WEB_APPLICATION_TYPE", "none")
			.start(this.folder)) {
			assertThat(master.awaitExit()).as(master.toString()).isZero();
			assertThat(Files.readString(README)).contains("`78498 primes, counted by Worker[worker-1, ...]`");
			assertThat(master.stdout()).contains("78498 primes, counted by Worker[worker-1, ");
		}
	}

	@Test
	void functionsOverAStateCompile() throws IOException {
		String code = blocks().get(1);
		compile("Counters.java", """
				import io.rpcparallel.WorkerConnection;
				import io.rpcparallel.WorkerOperations;
				import io.rpcparallel.function.RpcFunction;
				import io.rpcparallel.function.WorkerFunction;
				import io.rpcparallel.function.WorkerType;
				import org.springframework.context.annotation.Bean;

				class Counters {

					static class Counter {

						Counter(int start) {
						}

						int add(int amount) {
							return amount;
						}

					}

				%s
				}
				""".formatted(code));
	}

	private static List<String> blocks() throws IOException {
		List<String> blocks = JAVA_BLOCK.matcher(Files.readString(README))
			.results()
			.map((MatchResult result) -> result.group(1))
			.toList();
		assertThat(blocks).hasSize(2);
		return blocks;
	}

	private void compile(String fileName, String code) throws IOException {
		Path source = Files.writeString(this.folder.resolve(fileName), code);
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		StringWriter messages = new StringWriter();
		boolean compiled = compiler.getTask(messages, null, null,
				List.of("-d", this.folder.toString(), "-cp", String.join(File.pathSeparator, TestClassPath.entries()),
						"-proc:none", "-Xlint:all,-processing,-classfile,-path", "-Werror", "--release", "17"),
				null, compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
			.call();
		assertThat(compiled).as(messages.toString()).isTrue();
	}

}
