package io.rpcparallel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

import io.rpcparallel.test.TestSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link SpawnOptions}.
 */
class SpawnOptionsTests {

	private static final WorkerFailureHandler HANDLER = (failure) -> {
	};

	private final SpawnOptions all = SpawnOptions.defaults()
		.withName("name")
		.withEnvironment("PASSWORD", "hush")
		.withWorkingDirectory(Path.of("/work"))
		.withJvmArguments("-Dkey=hush", "-ea")
		.withHeap(DataSize.ofMegabytes(1))
		.withUmask("077")
		.withStdout(WorkerOutput.discard())
		.withStderr(WorkerOutput.inherit())
		.withConnectionTimeout(Duration.ofSeconds(1))
		.withSpawnTimeout(Duration.ofSeconds(2))
		.withLifetime(WorkerLifetime.MASTER)
		.withConcurrency(3)
		.withRpcSettings((settings) -> settings.withMaxMessageSize(DataSize.ofBytes(4)))
		.withFailureHandler(HANDLER)
		.withDeadline(Duration.ofSeconds(5));

	@Test
	void eachChangeKeepsAllOthers() {
		assertThat(this.all.name()).isEqualTo("name");
		assertThat(this.all.environment()).isEqualTo(Map.of("PASSWORD", "hush"));
		assertThat(this.all.workingDirectory()).isEqualTo(Path.of("/work"));
		assertThat(this.all.jvmArguments()).isEqualTo(List.of("-Dkey=hush", "-ea"));
		assertThat(this.all.heap()).isEqualTo(DataSize.ofMegabytes(1));
		assertThat(this.all.umask()).isEqualTo("077");
		assertThat(this.all.stdout()).isEqualTo(WorkerOutput.discard());
		assertThat(this.all.stderr()).isEqualTo(WorkerOutput.inherit());
		assertThat(this.all.connectionTimeout()).isEqualTo(Duration.ofSeconds(1));
		assertThat(this.all.spawnTimeout()).isEqualTo(Duration.ofSeconds(2));
		assertThat(this.all.lifetime()).isEqualTo(WorkerLifetime.MASTER);
		assertThat(this.all.concurrency()).isEqualTo(3);
		assertThat(this.all.rpcSettings()).isNotNull();
		assertThat(this.all.failureHandler()).isSameAs(HANDLER);
		assertThat(this.all.deadline()).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void aChangeMakesACopy() {
		SpawnOptions changed = this.all.withName("other").withEnvironment("MORE", "x").withJvmArguments("-esa");
		assertThat(changed.environment()).containsOnlyKeys("PASSWORD", "MORE");
		assertThat(changed.jvmArguments()).containsExactly("-Dkey=hush", "-ea", "-esa");
		assertThat(this.all.name()).isEqualTo("name");
		assertThat(this.all.environment()).containsOnlyKeys("PASSWORD");
		assertThat(this.all.jvmArguments()).hasSize(2);
	}

	@Test
	void nothingIsSetByDefault() {
		SpawnOptions defaults = SpawnOptions.defaults();
		assertThat(defaults).hasAllNullFieldsOrPropertiesExcept("environment", "jvmArguments");
		assertThat(defaults.environment()).isEmpty();
		assertThat(defaults.jvmArguments()).isEmpty();
	}

	@Test
	void optionsWithTheSameValuesAreEqual() {
		assertThat(SpawnOptions.defaults().withUmask("077").withConcurrency(1))
			.isEqualTo(SpawnOptions.defaults().withConcurrency(1).withUmask("077"))
			.hasSameHashCodeAs(SpawnOptions.defaults().withConcurrency(1).withUmask("077"))
			.isNotEqualTo(SpawnOptions.defaults().withConcurrency(1));
	}

	@Test
	void theDescriptionHasNoSecretsOfTheEnvironmentAndTheProperties() {
		assertThat(this.all).asString()
			.startsWith("SpawnOptions[name=name, environment=[PASSWORD], ")
			.contains("umask=077", "jvmArguments=[-Dkey=..., -ea]", "lifetime=MASTER", "concurrency=3", "deadline=PT5S")
			.doesNotContain("hush");
	}

	@Test
	void changesOfTheSettingsOfConnectionsAreAppliedInTheirOrder() {
		SpawnOptions options = SpawnOptions.defaults()
			.withRpcSettings((settings) -> settings.withMaxMessageSize(DataSize.ofBytes(2)))
			.withRpcSettings((settings) -> settings
				.withMaxMessageSize(DataSize.ofBytes(settings.maxMessageSize().toBytes() * 10)));
		assertThat(options.rpcSettings()).isNotNull();
		assertThat(options.rpcSettings().apply(TestSettings.rpc()))
			.isEqualTo(TestSettings.rpc().withMaxMessageSize(DataSize.ofBytes(20)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "000", "022", "777", "0077" })
	void anOctalUmaskIsTaken(String umask) {
		assertThat(SpawnOptions.defaults().withUmask(umask).umask()).isEqualTo(umask);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "8", "77", "078", "1777", "u=rwx", "077; true", "-077" })
	void anythingElseIsNoUmask(String umask) {
		assertThatIllegalArgumentException().isThrownBy(() -> SpawnOptions.defaults().withUmask(umask))
			.withMessage("'umask' must be octal, from 000 to 777, and not '%s'".formatted(umask));
	}

	@Test
	void whatCannotBeIsRefusedWithItsName() {
		SpawnOptions defaults = SpawnOptions.defaults();
		assertThatIllegalArgumentException().isThrownBy(() -> defaults.withName(" ")).withMessageContaining("'name'");
		assertThatIllegalArgumentException().isThrownBy(() -> defaults.withHeap(DataSize.ofBytes(0)))
			.withMessageContaining("'heap'");
		assertThatIllegalArgumentException().isThrownBy(() -> defaults.withConcurrency(0))
			.withMessageContaining("'concurrency'");
		assertThatIllegalArgumentException().isThrownBy(() -> defaults.withConnectionTimeout(Duration.ZERO))
			.withMessageContaining("'connectionTimeout'");
		assertThatIllegalArgumentException().isThrownBy(() -> defaults.withSpawnTimeout(Duration.ofSeconds(-1)))
			.withMessageContaining("'spawnTimeout'");
		assertThatIllegalArgumentException().isThrownBy(() -> defaults.withDeadline(Duration.ZERO))
			.withMessageContaining("'deadline'");
	}

}
