package io.rpcparallel.protocol;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogRouting}.
 */
class LogRoutingTests {

	private final UUID id = UUID.randomUUID();

	@Test
	void eachWorkerHasAFileOfItsOwn() {
		LogRouting routing = new LogRouting(false, true, 0, "/logs/{name}-{id}.log");
		assertThat(routing.fileOf("worker-1", this.id)).isEqualTo("/logs/worker-1-%s.log".formatted(this.id));
		assertThat(LogRouting.NOWHERE.fileOf("worker-1", this.id)).isNull();
	}

	@Test
	void aNameThatIsNoFileNameBecomesOne() {
		assertThat(new LogRouting(false, true, 0, "/logs/{name}").fileOf("../a b/c", this.id))
			.isEqualTo("/logs/.._a_b_c");
	}

	@Test
	void aRateMakesItForwarded() {
		assertThat(new LogRouting(false, true, 1, null).isForwarded()).isTrue();
		assertThat(LogRouting.PRINTED.isForwarded()).isFalse();
		assertThat(new LogRouting(false, true, 5, "x").withoutEcho()).isEqualTo(new LogRouting(false, false, 5, "x"));
	}

}
