package io.rpcparallel.demo.explorer;

import java.net.InetAddress;
import java.net.UnknownHostException;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

@ExtendWith(OutputCaptureExtension.class)
class InvitationTests {

	@ParameterizedTest
	@CsvSource({ "127.0.0.1, http://localhost:4711 for this machine alone",
			"0.0.0.0, http://localhost:4711 for all who can reach this machine",
			"192.168.1.7, http://192.168.1.7:4711 for all who can reach this machine" })
	void whereThePageIsAndForWhomIsSaid(String address, String expected, CapturedOutput output)
			throws UnknownHostException {
		ServerProperties server = new ServerProperties();
		server.setAddress(InetAddress.getByName(address));
		invite(server);
		assertThat(output).contains("The explorer is at " + expected);
	}

	private static void invite(ServerProperties server) {
		new Invitation(new MockEnvironment().withProperty("local.server.port", "4711"), server)
			.onApplicationEvent(mock(ApplicationReadyEvent.class));
	}

}
