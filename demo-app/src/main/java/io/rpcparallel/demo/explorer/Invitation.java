package io.rpcparallel.demo.explorer;

import java.net.InetAddress;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Says where the page is, and for whom.
 */
@Component
@InExplorer
class Invitation implements ApplicationListener<ApplicationReadyEvent> {

	private final Environment environment;

	private final ServerProperties server;

	Invitation(Environment environment, ServerProperties server) {
		this.environment = environment;
		this.server = server;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		InetAddress address = this.server.getAddress();
		boolean own = address != null && address.isLoopbackAddress();
		System.out.printf("The explorer is at http://%s:%s for %s, and ends with Ctrl-C%n", host(address),
				this.environment.getProperty("local.server.port"),
				own ? "this machine alone" : "all who can reach this machine");
	}

	private static String host(@Nullable InetAddress address) {
		return (address == null || address.isAnyLocalAddress() || address.isLoopbackAddress()) ? "localhost"
				: address.getHostAddress();
	}

}
