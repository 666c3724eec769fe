package io.rpcparallel.protocol;

import java.util.Arrays;

/**
 * The types that go by Fory over one link, since both of its sides are prepared for them.
 * It belongs to the link and not to the types, as one process talks to many: a worker
 * that has just started should not be made to prepare Fory in its first call because
 * others are busy, and one that can't use Fory stays with CBOR. May be used by several
 * threads at once.
 */
public final class AgreedTypes {

	private volatile boolean[] numbers = {};

	/**
	 * Both sides are prepared for a type from now on.
	 * @param number what {@link PayloadFormats#prepared()} calls it
	 */
	public synchronized void add(int number) {
		boolean[] more = Arrays.copyOf(this.numbers, Math.max(this.numbers.length, number + 1));
		more[number] = true;
		this.numbers = more;
	}

	boolean contains(int number) {
		boolean[] numbers = this.numbers;
		return number < numbers.length && numbers[number];
	}

}
