package io.rpcparallel.test;

import java.time.Duration;
import java.util.Set;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares what there is after a test with what there was before the class.
 */
class LeftoversExtension implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

	private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace
		.create(LeftoversExtension.class);

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	@Override
	public void beforeAll(ExtensionContext context) {
		context.getStore(NAMESPACE).put("sockets", Leftovers.sockets());
		context.getStore(NAMESPACE).put("files", Leftovers.files());
		context.getStore(NAMESPACE).put("processes", Leftovers.processes());
	}

	@Override
	public void afterEach(ExtensionContext context) {
		LeavesNothingBehind annotation = context.getRequiredTestClass().getAnnotation(LeavesNothingBehind.class);
		if (annotation != null && annotation.afterEach()) {
			check(context);
		}
	}

	@Override
	public void afterAll(ExtensionContext context) {
		check(context);
	}

	@SuppressWarnings("unchecked")
	private static void check(ExtensionContext context) {
		Set<String> sockets = context.getStore(NAMESPACE).get("sockets", Set.class);
		Set<String> files = context.getStore(NAMESPACE).get("files", Set.class);
		Set<String> processes = context.getStore(NAMESPACE).get("processes", Set.class);
		Awaitility.await("nothing is left").atMost(PATIENCE).untilAsserted(() -> {
			assertThat(Leftovers.processes()).as("processes").isSubsetOf(processes);
			assertThat(Leftovers.threads()).as("threads").isEmpty();
			assertThat(Leftovers.sockets()).as("sockets").isSubsetOf(sockets);
			assertThat(filesInUse(files)).as("files and pipes").isSubsetOf(files);
		});
	}

	private static Set<String> filesInUse(Set<String> before) {
		if (!before.containsAll(Leftovers.files())) {
			// Some that nobody uses any more are closed only then
			System.gc();
		}
		return Leftovers.files();
	}

}
