package io.rpcparallel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link WorkerLogging}.
 */
class WorkerLoggingTests {

	@Test
	void eachChoiceHasATextForm() {
		assertThat(WorkerLogging.of("forward")).isEqualTo(WorkerLogging.forward());
		assertThat(WorkerLogging.of(" Console ")).isEqualTo(WorkerLogging.console());
		assertThat(WorkerLogging.of("NONE")).isEqualTo(WorkerLogging.none());
		assertThat(WorkerLogging.of("file:logs/{name}.log")).isEqualTo(WorkerLogging.file("logs/{name}.log"));
		assertThat(WorkerLogging.of("FILE: C:\\{id}.log")).isEqualTo(WorkerLogging.file("C:\\{id}.log"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "off", "files:{id}", "forward:x" })
	void anyOtherTextIsRefusedWithWhatMayBeSaid(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> WorkerLogging.of(text))
			.withMessage("'%s' is no place for the log records of workers. Use forward, console, file:FILE or none"
				.formatted(text));
	}

	@Test
	void aFileOfAllWorkersIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> WorkerLogging.of("file:all.log"))
			.withMessageStartingWith("The log file 'all.log' would be that of all workers");
	}

}
