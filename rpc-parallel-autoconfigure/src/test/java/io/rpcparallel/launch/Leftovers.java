package io.rpcparallel.launch;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fails a test that leaves a process or one of our threads behind.
 */
final class Leftovers implements BeforeEachCallback, AfterEachCallback {

	private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Leftovers.class);

	@Override
	public void beforeEach(ExtensionContext context) {
		context.getStore(NAMESPACE).put("before", Now.look());
	}

	@Override
	public void afterEach(ExtensionContext context) {
		Now before = Objects.requireNonNull(context.getStore(NAMESPACE).get("before", Now.class));
		Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
			Now after = Now.look();
			assertThat(after.threads()).isSubsetOf(before.threads());
			assertThat(after.processes()).isSubsetOf(before.processes());
		});
	}

	static void awaitNoThread() {
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> Now.look().threads().isEmpty());
	}

	/**
	 * What there is at one moment.
	 */
	private record Now(Set<Thread> threads, Set<ProcessHandle> processes) {

		static Now look() {
			return new Now(
					Thread.getAllStackTraces()
						.keySet()
						.stream()
						.filter((thread) -> thread.getName().startsWith("rpc-parallel-"))
						.collect(Collectors.toSet()),
					ProcessHandle.current().descendants().collect(Collectors.toSet()));
		}

	}

}
