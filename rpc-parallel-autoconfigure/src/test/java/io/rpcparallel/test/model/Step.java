package io.rpcparallel.test.model;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A step of a run. Whatever steps are left out before it, it can be done: what it is done
 * to is counted off from what is there.
 *
 * @param kind what is done
 * @param target to which of what is there, from the first on and round again
 * @param number a number that it is done with
 */
public record Step(StepKind kind, int target, int number) {

	private static final int TARGETS = 12;

	private static final int NUMBERS = 40;

	/**
	 * Make steps by chance.
	 * @param seed makes the same steps each time
	 * @param count how many
	 */
	public static List<Step> random(long seed, int count) {
		Random random = new Random(seed);
		return IntStream.range(0, count)
			.mapToObj((i) -> new Step(StepKind.random(random), random.nextInt(TARGETS), 1 + random.nextInt(NUMBERS)))
			.toList();
	}

	/**
	 * Pick from what is there.
	 */
	<T> T pick(List<T> all) {
		return all.get(this.target % all.size());
	}

	@Override
	public String toString() {
		return "%s(%d, %d)".formatted(this.kind, this.target, this.number);
	}

}
