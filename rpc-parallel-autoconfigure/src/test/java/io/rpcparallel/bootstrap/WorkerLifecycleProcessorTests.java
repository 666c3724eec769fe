package io.rpcparallel.bootstrap;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerLifecycleProcessor}.
 */
class WorkerLifecycleProcessorTests {

	private final List<String> events = new ArrayList<>();

	@Test
	void aMasterStartsAllPhasesAndStopsThem() {
		run(false);
		assertThat(this.events).containsExactly("start -2147483648", "start -1", "start 0", "start 1",
				"start 2147483647", "stop 2147483647", "stop 1", "stop 0", "stop -1", "stop -2147483648");
	}

	@Test
	void aWorkerStartsThePhasesUpToZeroAndStopsWhatItStarted() {
		run(true);
		assertThat(this.events).containsExactly("start -2147483648", "start -1", "start 0", "stop 0", "stop -1",
				"stop -2147483648");
	}

	@Test
	void aWorkerThatIsStartedAgainStaysHeadless() {
		try (GenericApplicationContext context = context(true)) {
			context.stop();
			this.events.clear();
			context.start();
			assertThat(this.events).containsExactly("start -2147483648", "start -1", "start 0");
		}
	}

	@Test
	void aWorkerStopsWhatItsFunctionsHaveStarted() {
		try (GenericApplicationContext context = context(true)) {
			context.getBean("phase 1", Phase.class).start();
		}
		assertThat(this.events).containsSubsequence("start 1", "stop 1", "stop 0");
	}

	private void run(boolean headless) {
		try (GenericApplicationContext context = context(headless)) {
			assertThat(context.isRunning()).isTrue();
		}
	}

	private GenericApplicationContext context(boolean headless) {
		GenericApplicationContext context = new GenericApplicationContext();
		context.registerBean(AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME, WorkerLifecycleProcessor.class,
				() -> new WorkerLifecycleProcessor(headless));
		for (int phase : new int[] { 1, Integer.MAX_VALUE, 0, Integer.MIN_VALUE, -1 }) {
			context.registerBean("phase " + phase, Phase.class, () -> new Phase(phase, this.events));
		}
		context.refresh();
		return context;
	}

	/**
	 * Records when it is started and stopped.
	 */
	static class Phase implements SmartLifecycle {

		private final int phase;

		private final List<String> events;

		private boolean running;

		Phase(int phase, List<String> events) {
			this.phase = phase;
			this.events = events;
		}

		@Override
		public void start() {
			this.running = true;
			this.events.add("start " + this.phase);
		}

		@Override
		public void stop() {
			this.running = false;
			this.events.add("stop " + this.phase);
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return this.phase;
		}

	}

}
