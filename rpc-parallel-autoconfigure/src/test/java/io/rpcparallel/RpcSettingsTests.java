package io.rpcparallel;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;

import io.rpcparallel.test.TestSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RpcSettings}.
 */
class RpcSettingsTests {

	private final RpcSettings settings = TestSettings.rpc();

	@Test
	void eachChangeKeepsAllOthers() {
		RpcSettings changed = this.settings.withMaxMessageSize(DataSize.ofGigabytes(1))
			.withHeartbeat(Duration.ofSeconds(1), Duration.ofSeconds(2))
			.withHandshakeTimeout(Duration.ofSeconds(3))
			.withBufferAgeLimit(Duration.ofSeconds(4));
		assertThat(changed).isEqualTo(new RpcSettings(DataSize.ofGigabytes(1), Duration.ofSeconds(1),
				Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(4)));
		assertThat(this.settings).isEqualTo(TestSettings.rpc());
	}

	@ParameterizedTest
	@MethodSource
	void whatCannotBeIsRefusedWithItsName(String problem, UnaryOperator<RpcSettings> change) {
		assertThatIllegalArgumentException().isThrownBy(() -> change.apply(this.settings)).withMessage(problem);
	}

	static Stream<Arguments> whatCannotBeIsRefusedWithItsName() {
		return Stream.of(
				refused("'maxMessageSize' must be between 1B and 1GB",
						(settings) -> settings.withMaxMessageSize(DataSize.ofBytes(0))),
				refused("'maxMessageSize' must be between 1B and 1GB",
						(settings) -> settings.withMaxMessageSize(DataSize.ofMegabytes(1025))),
				refused("'heartbeatInterval' must be positive",
						(settings) -> settings.withHeartbeat(Duration.ofNanos(1), Duration.ofSeconds(1))),
				refused("'heartbeatTimeout' must be longer than 'heartbeatInterval'",
						(settings) -> settings.withHeartbeat(Duration.ofSeconds(1), Duration.ofSeconds(1))),
				refused("'handshakeTimeout' must be positive",
						(settings) -> settings.withHandshakeTimeout(Duration.ZERO)),
				refused("'bufferAgeLimit' must be positive", (settings) -> settings.withBufferAgeLimit(Duration.ZERO)));
	}

	private static Arguments refused(String problem, UnaryOperator<RpcSettings> change) {
		return Arguments.of(problem, change);
	}

}
