package io.rpcparallel.bootstrap;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.commons.JUnitException;
import org.springframework.context.annotation.Import;

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
	void aTestRunnerIsNoEntryPointButTheOnlySourceIs() {
		assertThat(new ApplicationBlueprint(JUnitException.class, List.of(WithMain.class)).entryPoint())
			.isEqualTo(WithMain.class);
		assertThat(new ApplicationBlueprint(null, List.of(WithMain.class)).entryPoint()).isEqualTo(WithMain.class);
		assertThat(new ApplicationBlueprint(SourcesApplication.class, List.of(WithMain.class)).entryPoint())
			.isEqualTo(WithMain.class);
	}

	@Test
	void thereIsNoEntryPointWhereAMainWouldLeaveSomethingOut() {
		assertThat(new ApplicationBlueprint(null, List.of(WithMain.class, NoMain.class)).entryPoint()).isNull();
		assertThat(new ApplicationBlueprint(Importing.class, List.of(WithMain.class)).entryPoint()).isNull();
	}

	@ParameterizedTest
	@ValueSource(classes = { NoMain.class, PrivateMain.class, InstanceMain.class, Inherited.class })
	void thereIsNoEntryPointWithoutAMain(Class<?> source) {
		assertThat(new ApplicationBlueprint(null, List.of(source)).entryPoint()).isNull();
	}

	@Test
	void aTestImportsWhatItOrTheTestAroundItNames() {
		assertThat(new ApplicationBlueprint(Importing.class, List.of()).importing()).isEqualTo(Importing.class);
		assertThat(new ApplicationBlueprint(Importing.Inner.class, List.of()).importing()).isEqualTo(Importing.class);
		assertThat(new ApplicationBlueprint(ImportingHeir.class, List.of()).importing()).isEqualTo(ImportingHeir.class);
		assertThat(new ApplicationBlueprint(NoMain.class, List.of()).importing()).isNull();
	}

	@Test
	void anApplicationThatHasAMainImportsByItself() {
		assertThat(new ApplicationBlueprint(ImportingMain.class, List.of()).importing()).isNull();
		assertThat(new ApplicationBlueprint(null, List.of()).importing()).isNull();
	}

	@Import(NoMain.class)
	static class Importing {

		class Inner {

		}

	}

	static class ImportingHeir extends Importing {

	}

	@Import(NoMain.class)
	public static class ImportingMain {

		public static void main(String[] args) {
		}

	}

	static class NoMain {

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
