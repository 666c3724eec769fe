package io.rpcparallel.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.TestMaster;
import io.rpcparallel.test.fault.Figures;
import io.rpcparallel.test.fault.Soak;
import io.rpcparallel.test.model.ModelApplication;
import io.rpcparallel.test.model.ModelRun;
import io.rpcparallel.test.model.Shrinking;
import io.rpcparallel.test.model.Step;
import io.rpcparallel.test.model.StepKind;

/**
 * Random steps against a model. A run is made again by the property
 * {@code rpc-parallel.test.seed} with the seed that its failure names.
 */
@LeavesNothingBehind
class ModelFaultIntegrationTests {

	private static final int STEPS = Soak.choose(400, 100_000);

	private static final int STEPS_OF_A_RUN = Soak.choose(80, 200);

	private static final int RUNS_FOR_EACH_PROCESS = 8;

	private static final long FIRST_SEED = Long.getLong("rpc-parallel.test.seed", 0);

	private static final int TRIES = 100;

	@Test
	@Tag("G10")
	void whateverIsDoneInWhateverOrderComesOutAsTheModelSays() {
		try (TestMaster master = TestMaster.start(ModelApplication.class, "rpc-parallel.launch.stdout=discard",
				"rpc-parallel.launch.stderr=discard")) {
			long start = System.nanoTime();
			long seed = FIRST_SEED;
			for (int done = 0; done < STEPS; done += STEPS_OF_A_RUN) {
				run(master, seed++);
			}
			Figures.print("G10", "%d steps without a violation in %d ms", STEPS, Figures.since(start).toMillis());
		}
	}

	private static void run(TestMaster master, long seed) {
		List<Step> steps = new ArrayList<>(Step.random(seed, STEPS_OF_A_RUN));
		if (seed % RUNS_FOR_EACH_PROCESS == 0) {
			steps.add(0, new Step(StepKind.SPAWN, 0, 1));
		}
		failure(master, steps).ifPresent((first) -> {
			List<Step> smallest = Shrinking.smallest(steps, (some) -> failure(master, some).isPresent(), TRIES);
			throw new AssertionError("The steps of seed %d fail, and so do these %d of them: %s".formatted(seed,
					smallest.size(), smallest), failure(master, smallest).orElse(first));
		});
	}

	private static Optional<Throwable> failure(TestMaster master, List<Step> steps) {
		try {
			ModelRun.run(master, steps);
			return Optional.empty();
		}
		catch (RuntimeException | AssertionError ex) {
			return Optional.of(ex);
		}
	}

}
