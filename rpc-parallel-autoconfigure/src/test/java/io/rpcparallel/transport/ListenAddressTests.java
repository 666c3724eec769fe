package io.rpcparallel.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.NetworkInterface;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.rpcparallel.WorkerAddress;
import io.rpcparallel.test.LeavesNothingBehind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Addresses that are not as they usually are.
 */
@LeavesNothingBehind
class ListenAddressTests {

	@Test
	@Tag("D15")
	void anAddressThatSomebodyElseHasIsNamed() {
		try (EchoServer server = new EchoServer(SocketKind.TCP)) {
			assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> server.listen(server.address()))
				.withMessage("It can't be listened on " + server.address())
				.withCauseInstanceOf(BindException.class);
		}
	}

	@Test
	@Tag("D15")
	void anAddressMayBeOfTheSixthVersion() throws IOException {
		assumeThat(NetworkInterface.getByInetAddress(InetAddress.getByName("::1"))).as("IPv6").isNotNull();
		try (EchoServer server = new EchoServer(SocketKind.TCP)) {
			RpcServer sixth = server.listen(new WorkerAddress.Tcp("::1", 0));
			WorkerAddress told = WorkerAddress.parse(sixth.address().text());
			assertThat(told).isEqualTo(sixth.address());
			server.assertEchoes(told);
			sixth.close();
		}
	}

}
