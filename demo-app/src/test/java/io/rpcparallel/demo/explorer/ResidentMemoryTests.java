package io.rpcparallel.demo.explorer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

class ResidentMemoryTests {

	@Test
	@EnabledOnOs(OS.LINUX)
	void aProcessHasMemory() {
		assertThat(ResidentMemory.of(ProcessHandle.current().pid())).isGreaterThan(1024 * 1024);
	}

	@Test
	void nothingIsKnownOfAProcessThatIsNotThere() {
		assertThat(ResidentMemory.of(Long.MAX_VALUE)).isNull();
	}

}
