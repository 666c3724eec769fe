package io.rpcparallel.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.Leftovers;
import io.rpcparallel.test.MasterProcess;
import io.rpcparallel.test.TestClassPath;
import io.rpcparallel.test.fault.Figures;
import io.rpcparallel.test.fault.RestartingApplication;
import io.rpcparallel.test.fault.Soak;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that DevTools start again within its JVM.
 */
@LeavesNothingBehind
@Timeout(600)
class RestartFaultIntegrationTests {

	private static final int RESTARTS = Soak.choose(1, 10);

	@TempDir
	private Path folder;

	@Test
	@Tag("E15")
	void eachRestartEndsTheWorkersOfTheOneBeforeAndHasItsOwn() {
		Path library = this.folder.resolve("rpc-parallel.jar");
		TestClassPath.pack(TestClassPath.library(), library);
		List<String> classPath = new ArrayList<>(List.of(TestClassPath.tests().toString(), library.toString(),
				TestClassPath.extra("spring-boot-devtools")));
		TestClassPath.entries().stream().filter((entry) -> entry.endsWith(".jar")).forEach(classPath::add);
		try (MasterProcess master = MasterProcess.of(RestartingApplication.class)
			.classPath(classPath)
			.jvmArguments("-Drestarts=" + RESTARTS)
			.arguments("--spring.main.web-application-type=none", "--spring.devtools.livereload.enabled=false")
			.start(this.folder)) {
			for (int left = RESTARTS; left >= 0; left--) {
				String launched = master.awaitLine("LAUNCHED-" + left + " ");
				assertThat(launched).endsWith("Answer[question=Question[numbers=[%d]]]".formatted(left));
				if (left < RESTARTS) {
					String before = master.awaitLine("LAUNCHED-" + (left + 1) + " ");
					assertThat(Leftovers.isRunning(pid(before))).isFalse();
				}
			}
			assertThat(master.awaitExit()).as(master::toString).isZero();
			assertThat(Leftovers.isRunning(pid(master.awaitLine("LAUNCHED-0 ")))).isFalse();
			Figures.print("E15", "0 workers left after %d restarts", RESTARTS);
		}
	}

	private static long pid(String launched) {
		return Long.parseLong(launched.substring(0, launched.indexOf(' ')));
	}

}
