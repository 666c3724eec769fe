package io.rpcparallel.worker;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.protocol.ExitNotice;

/**
 * Tells who ends this JVM, if it is somebody else than the worker itself. Runs as the JVM
 * exits, when the thread that wanted it still is where it called for it.
 */
final class ExitWitness {

	private static final String HANDLER = " handler";

	private final Thread hook;

	/**
	 * Create a witness.
	 * @param witnessed is told, on a thread of its own, and holds up the exit meanwhile
	 */
	ExitWitness(Consumer<ExitNotice> witnessed) {
		this.hook = new Thread(() -> witnessed.accept(look(Thread.getAllStackTraces())), "rpc-parallel-exit");
	}

	void watch() {
		Runtime.getRuntime().addShutdownHook(this.hook);
	}

	/**
	 * The worker ends by itself, so there is nothing to be told.
	 */
	void rest() {
		try {
			Runtime.getRuntime().removeShutdownHook(this.hook);
		}
		catch (IllegalStateException ex) {
			// The JVM exits already, which has been told
			return;
		}
	}

	static ExitNotice look(Map<Thread, StackTraceElement[]> threads) {
		for (Map.Entry<Thread, StackTraceElement[]> each : threads.entrySet()) {
			StackTraceElement[] stack = each.getValue();
			if (calls(stack, "java.lang.Terminator")) {
				String name = each.getKey().getName();
				String signal = name.endsWith(HANDLER) ? name.substring(0, name.length() - HANDLER.length())
						: "a signal";
				return new ExitNotice(signal + " from outside asked it to", true);
			}
			if (Arrays.stream(stack).anyMatch(ExitWitness::isExit)) {
				return new ExitNotice(
						"%s called System.exit on thread '%s'".formatted(caller(stack), each.getKey().getName()),
						false);
			}
		}
		return new ExitNotice("its last thread that is no daemon ended", false);
	}

	private static boolean calls(StackTraceElement[] stack, String className) {
		return Arrays.stream(stack)
			.anyMatch((frame) -> frame.getClassName().equals(className)
					|| frame.getClassName().startsWith(className + "$"));
	}

	private static String caller(StackTraceElement[] stack) {
		return Arrays.stream(stack)
			.dropWhile((frame) -> !isExit(frame))
			.filter((frame) -> !isExit(frame))
			.findFirst()
			.map(ExitWitness::describe)
			.orElse("somebody");
	}

	private static boolean isExit(@Nullable StackTraceElement frame) {
		return frame != null && (frame.getMethodName().equals("exit")
				&& (frame.getClassName().equals("java.lang.System") || frame.getClassName().equals("java.lang.Runtime")
						|| frame.getClassName().equals("java.lang.Shutdown")));
	}

	private static String describe(StackTraceElement frame) {
		return "%s.%s (line %d)".formatted(frame.getClassName(), frame.getMethodName(), frame.getLineNumber());
	}

}
