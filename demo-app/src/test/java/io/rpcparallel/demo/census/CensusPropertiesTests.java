package io.rpcparallel.demo.census;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SimpleCommandLinePropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class CensusPropertiesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(PropertiesConfiguration.class);

	@Test
	void thereAreDefaults() {
		this.runner.run((context) -> {
			CensusProperties properties = context.getBean(CensusProperties.class);
			assertThat(properties.workerCount()).isEqualTo(Runtime.getRuntime().availableProcessors());
			assertThat(properties.path()).isEmpty();
			assertThat(properties.jdk().on()).isFalse();
			assertThat(properties.output()).isNull();
		});
	}

	@Test
	void bindsProgramArguments() {
		withArguments("--census.workers=3", "--census.path=missing.jar,b/c", "--census.output=out.json")
			.run((context) -> assertThat(context.getBean(CensusProperties.class))
				.isEqualTo(new CensusProperties(3, List.of("missing.jar", "b/c"), new Flag(false), "out.json")));
	}

	@ParameterizedTest
	@CsvSource({ "--census.jdk,true", "--census.jdk=true,true", "--census.jdk=false,false" })
	void jdkIsAFlag(String argument, boolean expected) {
		withArguments(argument)
			.run((context) -> assertThat(context.getBean(CensusProperties.class).jdk().on()).isEqualTo(expected));
	}

	@Test
	void refusesAnotherValueOfTheFlag() {
		withArguments("--census.jdk=17").run((context) -> assertThat(context).getFailure()
			.rootCause()
			.hasMessage("must be 'true', 'false' or have no value, but is '17'"));
	}

	@Test
	void refusesANegativeNumberOfWorkers() {
		withArguments("--census.workers=-1").run((context) -> assertThat(context).getFailure()
			.rootCause()
			.isInstanceOf(IllegalArgumentException.class)
			.hasMessage("'census.workers' must be 0 (count in this process) or the number of workers, but is -1"));
	}

	@Test
	void refusesWhatIsNoNumberOfWorkers() {
		withArguments("--census.workers=many")
			.run((context) -> assertThat(context).getFailure().rootCause().isInstanceOf(NumberFormatException.class));
	}

	private ApplicationContextRunner withArguments(String... arguments) {
		return this.runner.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new SimpleCommandLinePropertySource(arguments)));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(CensusProperties.class)
	static class PropertiesConfiguration {

	}

}
