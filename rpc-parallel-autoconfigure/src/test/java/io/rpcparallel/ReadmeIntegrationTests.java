package io.rpcparallel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.rpcparallel.test.Document;
import io.rpcparallel.test.DocumentCode;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.MasterProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The code in the README and in its first document compiles as it is printed, and does
 * what it says there.
 */
@LeavesNothingBehind
class ReadmeIntegrationTests {

	private static final String README = "README.md";

	private static final String GETTING_STARTED = "docs/getting-started.md";

	@TempDir
	private Path folder;

	@Test
	void quickStartPrintsWhatTheReadmeSays() throws IOException {
		DocumentCode code = new DocumentCode(this.folder);
		code.compile(readme().subList(0, 1));
		try (MasterProcess master = code.run("com.example.primes.PrimesApplication")) {
			assertThat(master.awaitExit()).as(master.toString()).isZero();
			assertThat(Document.of(README).text()).contains("`78498 primes, counted by Worker[worker-1, ...]`");
			assertThat(master.stdout()).contains("78498 primes, counted by Worker[worker-1, ");
		}
	}

	@Test
	void functionsOverAStateCompile() throws IOException {
		new DocumentCode(this.folder).compile(List.of("""
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
				""".formatted(readme().get(1))));
	}

	@Test
	void gettingStartedPrintsWhatItSays() throws IOException {
		DocumentCode code = new DocumentCode(this.folder);
		code.compile(Document.of(GETTING_STARTED).blocks("java"));
		try (MasterProcess master = code.run("com.example.words.WordsApplication")) {
			assertThat(master.awaitExit()).as(master.toString()).isZero();
			String printed = Document.of(GETTING_STARTED).text().replaceAll("(?s).*prints[^`]*```\n(.*?)```.*", "$1");
			assertThat(printed.lines()).hasSize(3);
			assertThat(master.stdout().lines()).containsSubsequence(printed.lines().toList());
		}
	}

	private static List<String> readme() throws IOException {
		List<String> blocks = Document.of(README).blocks("java");
		assertThat(blocks).hasSize(2);
		return blocks;
	}

}
