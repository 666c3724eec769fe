package io.rpcparallel.bootstrap;

import java.util.List;
import java.util.UUID;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.DiskSpaceHealthContributorAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.jvm.JvmMetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.web.servlet.DispatcherServlet;
import tools.jackson.databind.json.JsonMapper;

import io.rpcparallel.WorkerAddress;
import io.rpcparallel.WorkerTemplate;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.WorkerAssignment;
import io.rpcparallel.test.TestSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerAutoConfigurationFilter}.
 */
class WorkerAutoConfigurationFilterTests {

	private static final String BOOT = "org.springframework.boot.";

	private final WorkerAssignment assignment = new WorkerAssignment(UUID.randomUUID(), "name",
			new WorkerAddress.Tcp("127.0.0.1", 1), ConnectionSecret.random(), List.of(), TestSettings.worker());

	private final ApplicationContextRunner master = new ApplicationContextRunner()
		.withUserConfiguration(Application.class);

	private final ApplicationContextRunner worker = this.master.withInitializer((context) -> context.getBeanFactory()
		.registerSingleton(WorkerRunListener.ASSIGNMENT_BEAN, this.assignment));

	@Test
	void aMasterHasAllOfThem() {
		this.master.withPropertyValues("rpc-parallel.worker.auto-configuration.exclude=*Task*")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(HealthEndpointAutoConfiguration.class)
				.hasSingleBean(JvmMetricsAutoConfiguration.class)
				.hasSingleBean(TaskExecutionAutoConfiguration.class));
	}

	@Test
	void aWorkerHasNoEndpointsMetersAndServers() {
		this.worker.withPropertyValues("management.endpoints.web.exposure.include=*").run((context) -> {
			assertThat(context).hasNotFailed()
				.doesNotHaveBean(HealthEndpointAutoConfiguration.class)
				.doesNotHaveBean(JvmMetricsAutoConfiguration.class)
				.doesNotHaveBean(DispatcherServlet.class);
			assertThat(context.getBeanDefinitionNames()).noneMatch((name) -> name.contains("HealthContributor"))
				.noneMatch((name) -> name.contains("Endpoint"));
		});
	}

	@Test
	void aWorkerHasWhatFunctionsInject() {
		this.worker.run((context) -> assertThat(context).hasSingleBean(JsonMapper.class)
			.hasSingleBean(MeterRegistry.class)
			.hasSingleBean(ObservationRegistry.class)
			.hasSingleBean(AsyncTaskExecutor.class)
			.hasSingleBean(WorkerTemplate.class));
	}

	@Test
	void propertiesBringThemBackAndLeaveOutMore() {
		this.worker
			.withPropertyValues("rpc-parallel.worker.auto-configuration.include=*.health.autoconfigure.*,*.JvmM*",
					"rpc-parallel.worker.auto-configuration.exclude=" + TaskExecutionAutoConfiguration.class.getName())
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(DiskSpaceHealthContributorAutoConfiguration.class)
				.hasSingleBean(JvmMetricsAutoConfiguration.class)
				.doesNotHaveBean(TaskExecutionAutoConfiguration.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration",
			"actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration",
			"jdbc.autoconfigure.health.DataSourceHealthContributorAutoConfiguration",
			"flyway.autoconfigure.FlywayEndpointAutoConfiguration",
			"security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
			"micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration",
			"micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration",
			"session.jdbc.autoconfigure.JdbcSessionAutoConfiguration",
			"reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration",
			"devtools.autoconfigure.LocalDevToolsAutoConfiguration",
			"rsocket.autoconfigure.RSocketServerAutoConfiguration" })
	void whatServesAndWatchesTheProcessIsLeftOut(String name) {
		assertThat(LeanAutoConfigurations.of(new MockEnvironment()).has(BOOT + name)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc.autoconfigure.DataSourceAutoConfiguration",
			"hibernate.autoconfigure.HibernateJpaAutoConfiguration",
			"data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration",
			"restclient.autoconfigure.RestClientAutoConfiguration",
			"webclient.autoconfigure.WebClientAutoConfiguration", "http.codec.autoconfigure.CodecsAutoConfiguration",
			"http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration",
			"kafka.autoconfigure.KafkaAutoConfiguration", "cache.autoconfigure.CacheAutoConfiguration",
			"data.redis.autoconfigure.DataRedisAutoConfiguration", "jackson.autoconfigure.JacksonAutoConfiguration",
			"micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
			"micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration",
			"micrometer.observation.autoconfigure.ObservationAutoConfiguration",
			"micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration",
			"mail.autoconfigure.MailSenderAutoConfiguration", "thymeleaf.autoconfigure.ThymeleafAutoConfiguration",
			"security.oauth2.client.autoconfigure.OAuth2ClientAutoConfiguration",
			"webservices.autoconfigure.client.WebServiceTemplateAutoConfiguration",
			"rsocket.autoconfigure.RSocketMessagingAutoConfiguration" })
	void whatAFunctionMayInjectStays(String name) {
		assertThat(LeanAutoConfigurations.of(new MockEnvironment()).has(BOOT + name)).isTrue();
	}

	@Test
	void autoConfigurationsOfOthersStay() {
		assertThat(LeanAutoConfigurations.of(new MockEnvironment()).has("com.example.health.HealthAutoConfiguration"))
			.isTrue();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
