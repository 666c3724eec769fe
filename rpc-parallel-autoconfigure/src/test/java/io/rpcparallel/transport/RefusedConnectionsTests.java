package io.rpcparallel.transport;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RefusedConnections}.
 */
@ExtendWith(OutputCaptureExtension.class)
class RefusedConnectionsTests {

	private final AtomicLong now = new AtomicLong(-5);

	private final RefusedConnections refused = new RefusedConnections(this.now::get);

	@Test
	@Tag("F11")
	void theFirstIsToldOfAndThenAllOfAMinuteTogether(CapturedOutput output) {
		for (int i = 0; i < 1000; i++) {
			this.refused.add("its key is wrong");
		}
		assertThat(lines(output)).hasSize(1).first().asString().endsWith("A connection was refused: its key is wrong");
		this.now.addAndGet(Duration.ofSeconds(59).toNanos());
		this.refused.add("its key is wrong");
		assertThat(lines(output)).hasSize(1);
		this.now.addAndGet(Duration.ofSeconds(1).toNanos());
		this.refused.add("it sends a frame of type 48");
		assertThat(lines(output)).hasSize(2)
			.last()
			.asString()
			.contains("it sends a frame of type 48. So were 1,000 others");
		assertThat(this.refused.count()).isEqualTo(1002);
	}

	private static List<String> lines(CapturedOutput output) {
		return output.toString().lines().filter((line) -> line.contains("A connection was refused")).toList();
	}

}
