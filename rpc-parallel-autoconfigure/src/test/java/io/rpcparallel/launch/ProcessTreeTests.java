package io.rpcparallel.launch;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import io.rpcparallel.process.WorkerMark;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProcessTree}.
 */
@EnabledOnOs(OS.LINUX)
class ProcessTreeTests {

	private final WorkerMark mark = new WorkerMark("one");

	private Process root;

	private ProcessHandle own;

	private ProcessHandle worker;

	@BeforeEach
	void start() throws IOException {
		ProcessBuilder builder = new ProcessBuilder("sh", "-c",
				"sleep 1000 & %s=two sleep 1000 & wait".formatted(WorkerMark.VARIABLE));
		builder.environment().put(WorkerMark.VARIABLE, "one");
		this.root = builder.start();
		List<ProcessHandle> children = Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.until(() -> this.root.children().toList(),
					(found) -> found.size() == 2 && found.stream().filter(this.mark::isOfAnother).count() == 1);
		this.worker = children.stream().filter(this.mark::isOfAnother).findFirst().orElseThrow();
		this.own = children.stream().filter((child) -> !child.equals(this.worker)).findFirst().orElseThrow();
	}

	@AfterEach
	void kill() {
		List.of(this.own, this.worker, this.root.toHandle()).forEach(ProcessHandle::destroyForcibly);
	}

	@Test
	void killsAWorkerWithWhatItHasStartedButForWorkersOfItsOwn() {
		new ProcessTree(this.root.toHandle(), this.mark).kill();
		Workers.awaitEnd(this.root.toHandle());
		Workers.awaitEnd(this.own);
		assertThat(this.worker.isAlive()).isTrue();
	}

	@Test
	void killsAllThatAProcessHasStartedThatIsNoWorker() {
		new ProcessTree(this.root.toHandle(), null).kill();
		Workers.awaitEnd(this.root.toHandle());
		Workers.awaitEnd(this.own);
		Workers.awaitEnd(this.worker);
	}

}
