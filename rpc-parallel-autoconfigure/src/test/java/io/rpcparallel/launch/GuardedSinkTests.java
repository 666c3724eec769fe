package io.rpcparallel.launch;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GuardedSink}.
 */
@ExtendWith(OutputCaptureExtension.class)
class GuardedSinkTests {

	@Test
	void anErrorOfAnAppenderEndsTheOutputAndNotItsReader(CapturedOutput output) {
		AtomicInteger written = new AtomicInteger();
		GuardedSink sink = new GuardedSink("The stdout of worker 'w' cannot be written", (bytes, offset, length) -> {
			written.incrementAndGet();
			throw new NoSuchMethodError("of another version");
		});
		sink.write(new byte[1], 0, 1);
		sink.write(new byte[1], 0, 1);
		sink.close();
		assertThat(written).hasValue(1);
		assertThat(output).containsOnlyOnce(
				"The stdout of worker 'w' cannot be written, the rest is thrown away: java.lang.NoSuchMethodError");
	}

}
