package io.rpcparallel.bootstrap;

import java.util.List;
import java.util.stream.Stream;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.PatternMatchUtils;

/**
 * Which auto-configurations a worker's context has. Patterns are class names in which
 * {@code *} stands for anything, packages included.
 *
 * @param included those that it has in any case
 * @param excluded those that it does not have otherwise
 */
record LeanAutoConfigurations(List<String> included, List<String> excluded) {

	static final String PREFIX = "rpc-parallel.worker.auto-configuration";

	// Only what serves, watches or publishes the process itself. Whatever a function may
	// have injected stays: clients, templates, data sources, mappers, registries.
	private static final List<String> NEVER_NEEDED = Stream
		.of("actuate.*", "health.*", "*.health.*", "*EndpointAutoConfiguration", "*.actuate.*", "autoconfigure.admin.*",
				"autoconfigure.jmx.*", "devtools.*", "h2console.*", "cloudfoundry.*",
				// Web servers, their containers and what answers in them
				"tomcat.*", "jetty.*", "undertow.*", "reactor.netty.*", "servlet.*", "webmvc.*", "webflux.*",
				"websocket.*", "jersey.*", "hateoas.*", "session.*", "data.rest.*", "data.autoconfigure.web.*",
				"graphql.autoconfigure.reactive.*", "graphql.autoconfigure.servlet.*",
				"graphql.autoconfigure.rsocket.GraphQl*", "graphql.autoconfigure.security.*", "grpc.server.*",
				"webservices.autoconfigure.WebServicesAutoConfiguration", "rsocket.*.RSocketServerAutoConfiguration",
				// Filters and sign-in pages
				"security.autoconfigure.web.*", "security.autoconfigure.rsocket.*",
				"security.*UserDetailsServiceAutoConfiguration", "security.oauth2.server.*",
				"security.oauth2.client.*WebSecurityAutoConfiguration", "security.saml2.*",
				// Meters of the process, and what sends measurements and spans away
				"micrometer.metrics.autoconfigure.export.*", "micrometer.metrics.autoconfigure.jvm.*",
				"micrometer.metrics.autoconfigure.logging.*", "micrometer.metrics.autoconfigure.ssl.*",
				"micrometer.metrics.autoconfigure.startup.*", "micrometer.metrics.autoconfigure.system.*",
				"micrometer.metrics.autoconfigure.task.*", "*.metrics.*PoolMetricsAutoConfiguration", "zipkin.*",
				"micrometer.tracing.*.zipkin.*", "micrometer.tracing.*.otlp.*", "micrometer.tracing.*.prometheus.*",
				"opentelemetry.autoconfigure.logging.*")
		.map((pattern) -> "org.springframework.boot." + pattern)
		.toList();

	private static final List<String> OF_OUR_OWN = List.of("io.rpcparallel.autoconfigure.RpcParallelEndpoint*",
			"io.rpcparallel.autoconfigure.RpcParallelHealth*");

	// So that there is a registry of meters to inject
	private static final List<String> ALWAYS_THERE = List
		.of("org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.*");

	static final LeanAutoConfigurations ALL = new LeanAutoConfigurations(List.of(), List.of());

	static LeanAutoConfigurations of(Environment environment) {
		Binder binder = Binder.get(environment);
		List<String> included = patterns(binder, "include");
		List<String> excluded = patterns(binder, "exclude");
		return new LeanAutoConfigurations(concat(ALWAYS_THERE, included),
				concat(concat(NEVER_NEEDED, OF_OUR_OWN), excluded));
	}

	private static List<String> patterns(Binder binder, String name) {
		return binder.bind(PREFIX + "." + name, Bindable.listOf(String.class)).orElse(List.of());
	}

	private static List<String> concat(List<String> first, List<String> second) {
		return Stream.concat(first.stream(), second.stream()).toList();
	}

	boolean has(String autoConfiguration) {
		return matches(this.included, autoConfiguration) || !matches(this.excluded, autoConfiguration);
	}

	private static boolean matches(List<String> patterns, String name) {
		return patterns.stream().anyMatch((pattern) -> PatternMatchUtils.simpleMatch(pattern, name));
	}

}
