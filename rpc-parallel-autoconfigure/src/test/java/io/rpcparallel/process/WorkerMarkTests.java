package io.rpcparallel.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerMark}.
 */
@EnabledOnOs(OS.LINUX)
class WorkerMarkTests {

	private final List<Process> started = new ArrayList<>();

	private final String id = UUID.randomUUID().toString();

	private final WorkerMark mark = new WorkerMark(this.id);

	@AfterEach
	void kill() {
		this.started.forEach(Process::destroyForcibly);
	}

	@Test
	void killsThoseThatHaveTheMarkAndNoOthers() throws Exception {
		Process own = start(this.id);
		Process others = start(this.id + "0");
		Process nobodys = start(null);
		assertThat(this.mark.kill()).isEqualTo(1);
		assertThat(own.waitFor(10, TimeUnit.SECONDS)).isTrue();
		assertThat(others.isAlive()).isTrue();
		assertThat(nobodys.isAlive()).isTrue();
		assertThat(this.mark.kill()).isZero();
	}

	@Test
	void knowsThoseOfAnotherWorker() throws IOException {
		assertThat(this.mark.isOfAnother(start(this.id).toHandle())).isFalse();
		assertThat(this.mark.isOfAnother(start("other").toHandle())).isTrue();
		assertThat(this.mark.isOfAnother(start(null).toHandle())).isFalse();
	}

	private Process start(String workerId) throws IOException {
		ProcessBuilder builder = new ProcessBuilder("sleep", "1000");
		builder.environment().remove(WorkerMark.VARIABLE);
		if (workerId != null) {
			builder.environment().put(WorkerMark.VARIABLE, workerId);
		}
		Process process = builder.start();
		this.started.add(process);
		return process;
	}

}
