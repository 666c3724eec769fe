package io.rpcparallel.health;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.rpcparallel.master.WorkerSnapshot;
import io.rpcparallel.master.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ComponentNames}.
 */
class ComponentNamesTests {

	@Test
	void aNameThatNobodyElseHasStaysAsItIs() {
		assertThat(names("worker-1", "My.worker_2", "zähler")).containsExactly("worker-1", "My.worker_2", "zähler");
	}

	@ParameterizedTest
	@CsvSource({ "a/b, a_b", "../../env, .._.._env", ".., __", "., _", "'a b;c=d?e#f%2F', a_b_c_d_e_f_2F",
			"'<b>\"x\"\n', _b__x__", "' ', _" })
	void whatIsBadInAPathIsReplaced(String name, String segment) {
		assertThat(names(name)).containsExactly(segment);
	}

	@Test
	void theYoungestOfThoseWithTheSameNameHasItForItself() {
		List<WorkerSnapshot> workers = workers("counter", "other", "counter", "counter");
		Map<String, WorkerSnapshot> named = ComponentNames.of(workers, "workers");
		assertThat(named).containsEntry("counter", workers.get(3));
		assertThat(named.keySet()).containsExactly("counter-" + startOfId(workers.get(0)), "other",
				"counter-" + startOfId(workers.get(2)), "counter");
		assertThat(named.values()).containsExactlyElementsOf(workers);
	}

	@Test
	void namesThatBecomeTheSameAreToldApart() {
		assertThat(names("a/b", "a b", "a_b")).hasSize(3).endsWith("a_b").doesNotHaveDuplicates();
	}

	@Test
	void namesThatLookLikeOursAreToldApart() {
		WorkerSnapshot older = worker("counter", new UUID(1, 1));
		List<WorkerSnapshot> workers = List.of(older, worker("counter-" + startOfId(older), new UUID(2, 2)),
				worker("counter", new UUID(3, 3)), worker("workers", new UUID(4, 4)));
		assertThat(ComponentNames.of(workers, "workers").keySet()).containsExactly("counter-00000000-00000000",
				"counter-00000000", "counter", "workers-00000000");
	}

	@Test
	void noWorkersHaveNoNames() {
		assertThat(names()).isEmpty();
	}

	private static List<String> names(String... names) {
		return List.copyOf(ComponentNames.of(workers(names), "workers").keySet());
	}

	private static List<WorkerSnapshot> workers(String... names) {
		return IntStream.range(0, names.length)
			.mapToObj((index) -> worker(Arrays.asList(names).get(index), UUID.randomUUID()))
			.toList();
	}

	private static WorkerSnapshot worker(String name, UUID id) {
		return new WorkerSnapshot(id, name, WorkerState.UP, false, null, Instant.now(), null, null, 0, null, List.of(),
				null);
	}

	private static String startOfId(WorkerSnapshot worker) {
		return worker.id().toString().substring(0, 8);
	}

}
