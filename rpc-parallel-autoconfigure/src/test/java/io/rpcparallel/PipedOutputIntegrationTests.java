package io.rpcparallel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.ProbeApplication;
import io.rpcparallel.test.ProbeApplication.Answer;
import io.rpcparallel.test.ProbeApplication.Question;
import io.rpcparallel.test.TestMaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Workers whose output their spawner reads.
 */
@LeavesNothingBehind
@Timeout(120)
class PipedOutputIntegrationTests {

	private static final SpawnOptions PIPED = SpawnOptions.defaults()
		.withName("piped")
		.withStdout(WorkerOutput.pipe())
		.withStderr(WorkerOutput.pipe());

	private final TestMaster master = TestMaster.start(ProbeApplication.class);

	private final StatelessRpcFunction<Question, Answer> describe = this.master.bean("describe");

	@AfterEach
	void close() {
		this.master.close();
	}

	@Test
	void bothStreamsAreReadWhileTheWorkerLivesAndAfterIt() throws IOException {
		WorkerStreams streams;
		try (WorkerConnection<Object> worker = this.master.workers().spawn(PIPED)) {
			streams = worker.streams().orElseThrow();
			ask(worker, "one");
			assertThat(awaitLine(streams.stdout(), "stdout asked")).isEqualTo("stdout asked by one");
			assertThat(awaitLine(streams.stderr(), "stderr asked")).isEqualTo("stderr asked by one");
			ask(worker, "two");
		}
		assertThat(rest(streams.stdout())).isEqualTo("stdout asked by two\n");
		assertThat(rest(streams.stderr())).isEqualTo("stderr asked by two\n");
	}

	@Test
	void aClosedStreamNeitherStopsTheWorkerNorIsTheOtherAffected() throws IOException {
		try (WorkerConnection<Object> worker = this.master.workers().spawn(PIPED)) {
			WorkerStreams streams = worker.streams().orElseThrow();
			streams.stdout().close();
			StatelessRpcFunction<Integer, Integer> print = this.master.bean("print");
			assertThat(worker.run(print, 2_000_000)).isEqualTo(2_000_000);
			ask(worker, "me");
			assertThat(awaitLine(streams.stderr(), "stderr asked")).isEqualTo("stderr asked by me");
		}
	}

	@Test
	void aWorkerThatWritesWhatNobodyReadsWaitsAndStillEndsWithItsConnection() {
		WorkerConnection<Object> worker = this.master.workers().spawn(PIPED);
		StatelessRpcFunction<Integer, Integer> print = this.master.bean("print");
		worker.submit(print, 2_000_000).onErrorComplete().subscribe();
		worker.close();
		assertThat(ProcessHandle.of(worker.worker().pid())).isEmpty();
	}

	@Test
	void aStreamThatIsNotPipedIsNotThere() {
		try (WorkerConnection<Object> worker = this.master.workers().spawn(PIPED.withStderr(WorkerOutput.discard()));
				WorkerConnection<Object> other = this.master.workers().connect(worker.worker())) {
			assertThat(other.streams()).isEmpty();
			WorkerStreams streams = worker.streams().orElseThrow();
			assertThat(streams.stdout()).isSameAs(streams.stdout());
			assertThatIllegalStateException().isThrownBy(streams::stderr)
				.withMessageContaining("stderr of worker 'piped' is not piped");
		}
		try (WorkerConnection<Object> worker = this.master.workers().spawn()) {
			assertThat(worker.streams()).isEmpty();
		}
	}

	private void ask(WorkerConnection<Object> worker, String who) {
		worker.run(this.describe, new Question(who, null));
	}

	// Not a buffering reader, which would take what belongs to the next one
	private static String awaitLine(InputStream input, String start) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int read = input.read(); read >= 0; read = input.read()) {
			if (read != '\n') {
				line.append((char) read);
			}
			else if (line.indexOf(start) == 0) {
				return line.toString();
			}
			else {
				line.setLength(0);
			}
		}
		return "the end came first";
	}

	private static String rest(InputStream input) throws IOException {
		return new String(input.readAllBytes(), StandardCharsets.UTF_8);
	}

}
