package io.rpcparallel.benchmarks.contender.spring;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.rpcparallel.benchmarks.contender.Endpoint;

/**
 * Answers with {@code @MessageMapping} methods in an RSocket server as Boot configures
 * it.
 */
public final class SpringEndpoint implements Endpoint {

	private final ConfigurableApplicationContext context;

	/**
	 * Listen on a loopback port.
	 */
	public SpringEndpoint() {
		this.context = new SpringApplicationBuilder(SpringServerConfiguration.class).web(WebApplicationType.NONE)
			.run("--spring.rsocket.server.port=0", "--spring.rsocket.server.address=127.0.0.1",
					"--spring.main.banner-mode=off");
	}

	@Override
	public String address() {
		return this.context.getEnvironment().getRequiredProperty("local.rsocket.server.port");
	}

	@Override
	public void close() {
		this.context.close();
	}

}
