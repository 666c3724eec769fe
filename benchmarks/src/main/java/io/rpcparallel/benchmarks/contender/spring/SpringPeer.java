package io.rpcparallel.benchmarks.contender.spring;

import java.util.Objects;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.rsocket.autoconfigure.RSocketRequesterAutoConfiguration;
import org.springframework.boot.rsocket.autoconfigure.RSocketStrategiesAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.rsocket.RSocketRequester;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.rpcparallel.benchmarks.contender.Completion;
import io.rpcparallel.benchmarks.contender.Peer;
import io.rpcparallel.benchmarks.contender.Server;
import io.rpcparallel.benchmarks.contender.Streams;

/**
 * Spring's {@link RSocketRequester} as Boot configures it.
 */
public final class SpringPeer extends Peer implements Streams {

	private final ConfigurableApplicationContext context;

	private final RSocketRequester requester;

	/**
	 * Create the peer.
	 * @param server its answering side
	 */
	public SpringPeer(Server server) {
		super(server);
		this.context = new SpringApplicationBuilder(ClientConfiguration.class).web(WebApplicationType.NONE)
			.run("--spring.main.banner-mode=off");
		this.requester = this.context.getBean(RSocketRequester.Builder.class).tcp("127.0.0.1", server.port());
	}

	@Override
	public int call(int query) {
		return answer(increment(query));
	}

	@Override
	public void submit(int query, Completion completion) {
		increment(query).subscribe(completion::done, completion::failed);
	}

	private Mono<Integer> increment(int query) {
		return this.requester.route("increment").data(query).retrieveMono(Integer.class);
	}

	@Override
	public void echo(byte[] bytes, Completion completion) {
		this.requester.route("echo")
			.data(bytes)
			.retrieveMono(byte[].class)
			.subscribe((answer) -> completion.done(answer.length), completion::failed);
	}

	@Override
	public long toMaster(int count) {
		return answer(this.requester.route("numbers").data(count).retrieveFlux(Integer.class).reduce(0L, Long::sum));
	}

	@Override
	public long toWorker(int count) {
		return answer(
				this.requester.route("sum").data(Flux.range(0, count), Integer.class).retrieveFlux(Long.class).next());
	}

	private static <T> T answer(Mono<T> answer) {
		return Objects.requireNonNull(answer.block());
	}

	@Override
	protected void disconnect() {
		this.requester.dispose();
		this.context.close();
	}

	/**
	 * What an application with Boot's starter for RSocket has.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ JacksonAutoConfiguration.class, RSocketStrategiesAutoConfiguration.class,
			RSocketRequesterAutoConfiguration.class })
	static class ClientConfiguration {

	}

}
