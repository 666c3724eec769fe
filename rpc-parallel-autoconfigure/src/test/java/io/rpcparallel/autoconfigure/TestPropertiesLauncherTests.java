package io.rpcparallel.autoconfigure;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

import io.rpcparallel.WorkerOutput;
import io.rpcparallel.launch.LaunchRequest;
import io.rpcparallel.launch.WorkerLauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.withSettings;

/**
 * Tests for {@link TestPropertiesLauncher}.
 */
class TestPropertiesLauncherTests {

	private final WorkerLauncher target = mock(WorkerLauncher.class);

	private final StandardEnvironment environment = new StandardEnvironment();

	@Test
	void outsideOfTestsLaunchersAreLeftAsTheyAre() {
		this.environment.getPropertySources().addFirst(new MapPropertySource("other", Map.of("a", "1")));
		assertThat(TestPropertiesLauncher.inTest(this.target, this.environment)).isSameAs(this.target);
	}

	@Test
	void whatTheTestHasSetIsPassedOnButNoArgumentAndNothingFromBelow() {
		add(TestPropertiesLauncher.TEST_SOURCE, Map.of("a", "low", "b.c[0]", 2));
		add("dynamic", Map.of("a", "high"));
		this.environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource("--argument=x"));
		this.environment.getPropertySources().addLast(new MapPropertySource("config", Map.of("config", "x")));
		assertThat(passedOn(request(Map.of("OTHER", "kept")))).containsEntry("OTHER", "kept")
			.hasEntrySatisfying(TestPropertiesLauncher.VARIABLE,
					(json) -> assertThat(properties(json)).isEqualTo(Map.of("a", "high", "b.c[0]", "2")));
	}

	@Test
	void valuesAreThoseOfTheLaunch() {
		Map<String, Object> values = new LinkedHashMap<>();
		add(TestPropertiesLauncher.TEST_SOURCE, values);
		WorkerLauncher launcher = TestPropertiesLauncher.inTest(this.target, this.environment);
		values.put("port", 1234);
		launcher.launch(request(Map.of()));
		assertThat(properties(launched().environment().get(TestPropertiesLauncher.VARIABLE)))
			.isEqualTo(Map.of("port", "1234"));
	}

	@Test
	void whatASpawnAsksForWins() {
		add(TestPropertiesLauncher.TEST_SOURCE, Map.of("a", "1"));
		Map<String, String> variables = Map.of(TestPropertiesLauncher.VARIABLE, "{}");
		assertThat(passedOn(request(variables))).isEqualTo(variables);
	}

	@Test
	void theRestOfTheRequestIsKept() {
		add(TestPropertiesLauncher.TEST_SOURCE, Map.of());
		LaunchRequest request = new LaunchRequest("w", Map.of(), Path.of("dir"), List.of("-Da=1"),
				DataSize.ofMegabytes(9), "027", WorkerOutput.inherit(), WorkerOutput.discard(), new byte[] { 1, 2 });
		TestPropertiesLauncher.inTest(this.target, this.environment).launch(request);
		assertThat(launched()).usingRecursiveComparison().ignoringFields("environment").isEqualTo(request);
	}

	@Test
	void theLauncherIsClosedWithTheContext() throws Exception {
		WorkerLauncher closeable = mock(WorkerLauncher.class, withSettings().extraInterfaces(AutoCloseable.class));
		add(TestPropertiesLauncher.TEST_SOURCE, Map.of());
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			context.registerBean(WorkerLauncher.class,
					() -> TestPropertiesLauncher.inTest(closeable, this.environment));
			context.refresh();
			then((AutoCloseable) closeable).should(never()).close();
		}
		then((AutoCloseable) closeable).should().close();
	}

	private void add(String name, Map<String, Object> properties) {
		this.environment.getPropertySources().addFirst(new MapPropertySource(name, properties));
	}

	private Map<String, String> passedOn(LaunchRequest request) {
		TestPropertiesLauncher.inTest(this.target, this.environment).launch(request);
		return launched().environment();
	}

	private LaunchRequest launched() {
		ArgumentCaptor<LaunchRequest> request = ArgumentCaptor.forClass(LaunchRequest.class);
		then(this.target).should().launch(request.capture());
		return request.getValue();
	}

	private static Map<?, ?> properties(String json) {
		return JsonMapper.shared().readValue(json, Map.class);
	}

	private static LaunchRequest request(Map<String, String> environment) {
		return new LaunchRequest("w", environment, null, List.of(), null, null, WorkerOutput.discard(),
				WorkerOutput.discard(), new byte[0]);
	}

}
