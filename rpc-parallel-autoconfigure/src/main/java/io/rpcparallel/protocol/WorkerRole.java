package io.rpcparallel.protocol;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The environment variable that makes a process a worker. It says where the assignment
 * comes from and who gives it, and nothing secret.
 */
public final class WorkerRole {

	/**
	 * The name of the variable.
	 */
	public static final String VARIABLE = "RPC_PARALLEL_WORKER";

	/**
	 * The system property that every worker's command line sets. The variable alone does
	 * not tell a worker that was started through another program from a child of a
	 * worker, which inherits the variable but no command line.
	 */
	public static final String PROPERTY = "io.rpcparallel.worker";

	/**
	 * The argument that sets the property.
	 */
	public static final String JVM_ARGUMENT = "-D" + PROPERTY + "=true";

	private static final Pattern STDIN = Pattern.compile("stdin:(\\d{1,18})");

	private WorkerRole() {
	}

	/**
	 * Return the value for a worker that gets its assignment over its standard input.
	 * @param masterPid the process id of the master that starts it
	 * @return the value of the variable
	 */
	public static String assignedBy(long masterPid) {
		return "stdin:" + masterPid;
	}

	/**
	 * Read who gives the assignment.
	 * @param value the value of the variable
	 * @return the process id of the master, or empty if the value is not of that form
	 */
	public static OptionalLong masterPid(String value) {
		Matcher matcher = STDIN.matcher(value);
		return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
	}

}
