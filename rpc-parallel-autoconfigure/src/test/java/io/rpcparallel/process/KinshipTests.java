package io.rpcparallel.process;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Kinship}.
 */
@DisabledOnOs(OS.WINDOWS)
class KinshipTests {

	private final ProcessHandle self = ProcessHandle.current();

	private final ProcessHandle parent = this.self.parent().orElseThrow();

	@Test
	void findsAncestorsAndNobodyElse() {
		assertThat(Kinship.ancestor(this.parent.pid())).isEqualTo(this.parent);
		assertThat(Kinship.ancestor(this.self.pid())).isNull();
		assertThat(Kinship.ancestor(Long.MAX_VALUE)).isNull();
	}

	@Test
	void findsDescendantsAndNobodyElse() throws IOException {
		Process child = new ProcessBuilder("sleep", "1000").start();
		try {
			assertThat(Kinship.descendant(child.pid())).isEqualTo(child.toHandle());
			assertThat(Kinship.descendant(this.parent.pid())).isNull();
			assertThat(Kinship.descendant(this.self.pid())).isNull();
			assertThat(Kinship.descendant(Long.MAX_VALUE)).isNull();
		}
		finally {
			child.destroyForcibly();
		}
	}

}
