package io.rpcparallel.test.model;

import java.util.Arrays;
import java.util.Random;
import java.util.function.BiConsumer;

/**
 * What can be done to workers and connections.
 */
public enum StepKind {

	/**
	 * A worker in a process of its own, which takes long and so does not come by chance.
	 */
	SPAWN(0, ModelRun::spawn),

	SERVE(6, ModelRun::serve),

	CONNECT(14, ModelRun::connect),

	ADD(12, CallSteps::add),

	ADD_LATER(6, CallSteps::addLater),

	ADD_UNASKED(6, CallSteps::addUnasked),

	FAIL(4, CallSteps::fail),

	COUNT(8, CallSteps::count),

	ADD_ALL(6, CallSteps::addAll),

	SLEEP(10, CallSteps::sleep),

	HOLD(8, CallSteps::hold),

	CANCEL(10, ModelRun::cancel),

	CLOSE(6, ModelRun::closeConnection),

	CLOSE_SERVER(2, ModelRun::closeServer),

	SHUTDOWN(3, ModelRun::shutdown),

	KILL(1, ModelRun::kill);

	private static final int ALL = Arrays.stream(values()).mapToInt((kind) -> kind.weight).sum();

	private final int weight;

	private final BiConsumer<ModelRun, Step> action;

	StepKind(int weight, BiConsumer<ModelRun, Step> action) {
		this.weight = weight;
		this.action = action;
	}

	void apply(ModelRun run, Step step) {
		this.action.accept(run, step);
	}

	static StepKind random(Random random) {
		int number = random.nextInt(ALL);
		for (StepKind kind : values()) {
			number -= kind.weight;
			if (number < 0) {
				return kind;
			}
		}
		throw new IllegalStateException("The weights don't add up");
	}

}
