package io.rpcparallel.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.rpcparallel.test.LeavesNothingBehind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link InvalidWorkerFunctionFailureAnalyzer} and
 * {@link WorkerStartFailureAnalyzer}: what a user reads when the start fails.
 */
@LeavesNothingBehind
@ExtendWith(OutputCaptureExtension.class)
class FailureAnalyzersTests {

	@Test
	void aFunctionThatIsDeclaredWronglyIsExplainedWithAnExample(CapturedOutput output) {
		run(BadFunctions.Raw.class);
		assertThat(output).containsSubsequence("APPLICATION FAILED TO START", "Description:",
				"Bean 'raw' can't be called in workers: it is declared with the raw type 'RpcFunction'", "Action:",
				"Declare the bean with all type arguments written out, for example 'RpcFunction<Counter, Integer, Integer> add()'.");
	}

	@Test
	void aPayloadThatCannotBeSentIsExplainedWithItsPath(CapturedOutput output) {
		run(BadFunctions.SendsThreads.class);
		assertThat(output).containsSubsequence("APPLICATION FAILED TO START", "Description:",
				"Bean 'sendsThreads' can't be called in workers: its query of type 'java.util.List<java.lang.Thread>' can't be sent: 'java.lang.Thread' has no form outside its process (at java.util.List<java.lang.Thread> of java.lang.Thread).",
				"Action:", "Send what it stands for instead");
	}

	@Test
	void aWorkerThatDoesNotStartIsShownWithItsLastLines(CapturedOutput output) {
		run(BadFunctions.StartsNoWorker.class);
		assertThat(output).containsSubsequence("APPLICATION FAILED TO START", "Description:",
				"Worker 'one' did not start: its process ended with exit code 1", "[worker one stderr] no such class",
				"Action:", "'rpc-parallel.launch.stderr' set to 'inherit'");
	}

	private static void run(Class<?> application) {
		SpringApplication springApplication = new SpringApplication(application);
		springApplication.setWebApplicationType(WebApplicationType.NONE);
		assertThatException().isThrownBy(springApplication::run);
	}

}
