package io.rpcparallel.bootstrap;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.platform.commons.JUnitException;

import io.rpcparallel.test.CounterApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ApplicationBlueprint}.
 */
class ApplicationBlueprintTests {

	@Test
	void theMainClassIsTheEntryPoint() {
		assertThat(new ApplicationBlueprint(CounterApplication.class, List.of(WithMain.class)).entryPoint())
			.isEqualTo(CounterApplication.class);
	}

	@Test
	void aTestRunnerIsNoEntryPointButASourceWithMainIs() {
		List<Class<?>> sources = List.of(NoMain.class, PrivateMain.class, InstanceMain.class, Inherited.class,
				WithMain.class, CounterApplication.class);
		assertThat(new ApplicationBlueprint(JUnitException.class, sources).entryPoint()).isEqualTo(WithMain.class);
		assertThat(new ApplicationBlueprint(null, sources).entryPoint()).isEqualTo(WithMain.class);
	}

	@Test
	void thereIsNoEntryPointWithoutAMain() {
		assertThat(new ApplicationBlueprint(JUnitException.class, List.of()).entryPoint()).isNull();
		assertThat(new ApplicationBlueprint(null, List.of(NoMain.class, PrivateMain.class)).entryPoint()).isNull();
	}

	static class NoMain {

		static void main() {
		}

	}

	static class PrivateMain {

		static void main(String[] args) {
		}

	}

	public static class InstanceMain {

		public void main(String[] args) {
		}

	}

	public static class WithMain {

		public static void main(String[] args) {
		}

	}

	static class Inherited extends WithMain {

	}

}
