package io.rpcparallel.demo.census;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.json.JsonMapper;

import io.rpcparallel.WorkerOperations;
import io.rpcparallel.demo.DemoApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class CensusRunnerTests {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	private Path folder;

	private Path jar;

	private Path output;

	@BeforeEach
	void writeJar(@TempDir Path folder) {
		this.folder = folder;
		this.jar = new Jars().with(HashMap.class, String.class).writeTo(this.folder.resolve("some.jar"));
		this.output = this.folder.resolve("census.json");
	}

	@Test
	void countsInThisProcess() {
		InProcessWorkers workers = new InProcessWorkers();
		assertThat(run(workers, "--census.workers=0", "--census.path=" + this.jar)).isZero();
		assertThat(this.out.toString()).contains("java.util ", "java.lang ", "this process");
		assertThat(this.err.toString()).contains("100 %  1 of 1 counted");
		assertThat(workers.spawned()).isEmpty();
	}

	@Test
	void workersFindTheSameOnTheClassPathAsThisProcess(CapturedOutput captured) {
		InProcessWorkers workers = new InProcessWorkers();
		assertThat(run(workers, "--census.workers=0", "--census.output=" + this.output)).isZero();
		Report local = readReport();
		assertThat(run(workers, "--census.workers=3", "--census.output=" + this.output)).isZero();
		Report remote = readReport();
		assertThat(remote.census()).isEqualTo(local.census());
		assertThat(remote.shares()).hasSize(3);
		assertThat(local.census().packages()).containsKeys("io.rpcparallel.demo.census", "org.springframework.core");
		assertThat(workers.open()).isEmpty();
		assertThat(captured).isEmpty();
	}

	@Test
	void aLostWorkerIsTold() {
		InProcessWorkers workers = new InProcessWorkers(Set.of("census-1"), Set.of());
		assertThat(run(workers, "--census.workers=1", "--census.path=" + this.jar)).isOne();
		assertThat(this.err.toString()).contains("The census failed: Worker 'census-1' is lost");
		assertThat(this.out.toString()).isEmpty();
	}

	@Test
	void anOutputThatCannotBeWrittenIsTold() {
		Path missing = this.folder.resolve("missing/census.json");
		assertThat(run(new InProcessWorkers(), "--census.workers=0", "--census.path=" + this.jar,
				"--census.output=" + missing))
			.isOne();
		assertThat(this.err.toString()).contains("The census failed: '" + missing + "' can't be written");
	}

	@Test
	void aNegativeNumberOfWorkersIsTold(CapturedOutput captured) {
		assertThatException().isThrownBy(() -> run(new InProcessWorkers(), "--census.workers=-1"));
		assertThat(captured).contains("'census.workers' must be 0 (count in this process) or the number of workers");
	}

	@Test
	void aNumberOfWorkersThatIsNoneIsTold(CapturedOutput captured) {
		assertThatException().isThrownBy(() -> run(new InProcessWorkers(), "--census.workers=many"));
		assertThat(captured).contains("census.workers", "many");
	}

	private int run(InProcessWorkers workers, String... arguments) {
		this.out.reset();
		this.err.reset();
		return SpringApplication.exit(new SpringApplicationBuilder(DemoApplication.class)
			.initializers((GenericApplicationContext context) -> register(context, workers.operations()))
			.run(arguments));
	}

	private void register(GenericApplicationContext context, WorkerOperations workers) {
		Terminal terminal = new Terminal(new PrintStream(this.out, true), new PrintStream(this.err, true), false);
		context.registerBean("testWorkers", WorkerOperations.class, () -> workers, (bean) -> bean.setPrimary(true));
		context.registerBean("testTerminal", Terminal.class, () -> terminal, (bean) -> bean.setPrimary(true));
	}

	private Report readReport() {
		return JsonMapper.shared().readValue(this.output, Report.class);
	}

}
