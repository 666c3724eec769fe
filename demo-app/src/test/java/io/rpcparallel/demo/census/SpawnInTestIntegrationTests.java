package io.rpcparallel.demo.census;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import io.rpcparallel.WorkerConnection;
import io.rpcparallel.WorkerOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A test of an application spawns a worker of it with no further set-up.
 */
@SpringBootTest(args = { "--census.workers=0", "--census.path=target/classes" })
class SpawnInTestIntegrationTests {

	@Autowired
	private WorkerOperations workers;

	@Autowired
	private CountClasses countClasses;

	@Test
	@Tag("E14")
	void workerOfTheApplicationUnderTestCounts() {
		Source jar = Source.of(Source.Kind.JAR,
				ClassReader.class.getProtectionDomain().getCodeSource().getLocation().getPath(), 0);
		try (WorkerConnection<Object> worker = this.workers.spawn()) {
			Census census = worker.run(this.countClasses, jar);
			assertThat(census).isEqualTo(this.countClasses.call(jar));
			assertThat(worker.worker().pid()).isNotEqualTo(ProcessHandle.current().pid());
		}
	}

}
