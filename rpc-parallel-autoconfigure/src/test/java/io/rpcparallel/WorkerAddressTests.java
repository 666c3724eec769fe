package io.rpcparallel;

import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link WorkerAddress}.
 */
class WorkerAddressTests {

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1:4711", "::1:80", "unix:/tmp/a b/c:1" })
	void itsTextIsReadAgain(String text) {
		assertThat(WorkerAddress.parse(text)).hasToString(text).isEqualTo(WorkerAddress.parse(text));
	}

	@Test
	void itTellsWhatToConnectTo() {
		assertThat(WorkerAddress.parse("127.0.0.1:4711").toSocketAddress())
			.isEqualTo(new InetSocketAddress("127.0.0.1", 4711));
		assertThat(WorkerAddress.parse("unix:/a").toSocketAddress()).isEqualTo(UnixDomainSocketAddress.of("/a"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "host", ":80", "host:", "host:x" })
	void whatIsNoAddressIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> WorkerAddress.parse(text));
	}

}
