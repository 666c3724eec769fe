package io.rpcparallel.test.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds few steps that fail among many.
 */
public final class Shrinking {

	private Shrinking() {
	}

	/**
	 * Leave out steps while what is left fails.
	 * @param failing steps that fail
	 * @param fails tells whether steps fail
	 * @param tries how often it is asked at most
	 * @param <T> the steps
	 * @return steps that fail, of which none can be left out, unless there were too few
	 * tries
	 */
	public static <T> List<T> smallest(List<T> failing, Predicate<List<T>> fails, int tries) {
		List<T> smallest = failing;
		int length = Math.max(1, failing.size() / 2);
		int start = 0;
		boolean shorter = false;
		for (int i = 0; i < tries; i++) {
			if (start >= smallest.size()) {
				if (length == 1 && !shorter) {
					return smallest;
				}
				// Once more with single ones, as each may have needed one that is gone
				length = Math.max(1, length / 2);
				start = 0;
				shorter = false;
			}
			List<T> rest = new ArrayList<>(smallest);
			rest.subList(start, Math.min(smallest.size(), start + length)).clear();
			if (rest.size() < smallest.size() && fails.test(rest)) {
				smallest = rest;
				shorter = true;
			}
			else {
				start += length;
			}
		}
		return smallest;
	}

}
