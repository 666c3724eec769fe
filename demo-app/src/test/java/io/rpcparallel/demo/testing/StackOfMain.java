package io.rpcparallel.demo.testing;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Which methods led to where the main thread of a worker is parked.
 */
final class StackOfMain {

	private StackOfMain() {
	}

	static String text() {
		return Thread.getAllStackTraces()
			.entrySet()
			.stream()
			.filter((thread) -> thread.getKey().getName().equals("main"))
			.flatMap((thread) -> Arrays.stream(thread.getValue()))
			.map(StackTraceElement::toString)
			.collect(Collectors.joining("\n"));
	}

}
