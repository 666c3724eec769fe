package io.rpcparallel;

import java.time.Duration;
import java.util.Arrays;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;

import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.fault.Figures;
import io.rpcparallel.test.fault.Repeated;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Heartbeats beside large messages. Both sides give up the other one after a silence that
 * is shorter than the transfer.
 */
@LeavesNothingBehind
@Repeated
class LargeTransferIntegrationTests {

	private static final int MIB = 1024 * 1024;

	@Test
	@Tag("D13")
	void heartbeatsDoNotWaitForAGigabyte() {
		try (TestMaster master = TestMaster.start(Functions.class, "rpc-parallel.rpc.heartbeat-interval=100ms",
				"rpc-parallel.rpc.heartbeat-timeout=1500ms", "rpc-parallel.rpc.max-message-size=64MB",
				"rpc-parallel.launch.jvm-arguments=-Xmx1g")) {
			StatelessRpcFunction<byte[], byte[]> echo = master.bean("echo");
			byte[] message = new byte[32 * MIB];
			Arrays.fill(message, (byte) 7);
			try (WorkerConnection<Object> worker = master.workers().spawn()) {
				long start = System.nanoTime();
				// Three are always under way, there or back: 1 GiB in all
				long received = Flux.range(0, 16)
					.flatMap((i) -> worker.submit(echo, message), 3)
					.mapNotNull((reply) -> (long) reply.length)
					.reduce(0L, Long::sum)
					.block(Duration.ofSeconds(120));
				assertThat(received).isEqualTo(16L * message.length);
				assertThat(worker.isOpen()).isTrue();
				Figures.printSince("D13", "0 false deaths with a time-out of 1500 ms while 1 GiB went in", start);
			}
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Functions {

		@Bean
		@WorkerFunction
		StatelessRpcFunction<byte[], byte[]> echo() {
			return (bytes) -> bytes;
		}

	}

}
