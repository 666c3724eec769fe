package io.rpcparallel.demo.explorer;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Says where the page is.
 */
@Component
@InExplorer
class Invitation implements ApplicationListener<ApplicationReadyEvent> {

	private final Environment environment;

	Invitation(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		System.out.printf("The explorer is at http://localhost:%s, and ends with Ctrl-C%n",
				this.environment.getProperty("local.server.port"));
	}

}
