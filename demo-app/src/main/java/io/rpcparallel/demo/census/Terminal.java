package io.rpcparallel.demo.census;

import java.io.Console;
import java.io.PrintStream;
import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * Where the demo prints.
 *
 * @param out for the result
 * @param err for everything else
 * @param interactive whether somebody looks at it, so that a line can be drawn anew in
 * its place
 */
record Terminal(PrintStream out, PrintStream err, boolean interactive) {

	static Terminal system() {
		return new Terminal(System.out, System.err, isTerminal(System.console()));
	}

	/**
	 * Return whether a console is a terminal. Some JVMs after Java 17 have a console even
	 * where the streams are redirected, but then it can be asked.
	 */
	private static boolean isTerminal(@Nullable Console console) {
		Method isTerminal = ReflectionUtils.findMethod(Console.class, "isTerminal");
		if (console == null || isTerminal == null) {
			return console != null;
		}
		return Boolean.TRUE.equals(ReflectionUtils.invokeMethod(isTerminal, console));
	}

}
