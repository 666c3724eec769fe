package io.rpcparallel.protocol;

/**
 * The functions that every process has, called like the application's own but with
 * negative numbers.
 */
public final class BuiltIn {

	/**
	 * Worker to master: a {@link Registration}, answered by a {@link RegistrationReply}.
	 */
	public static final int REGISTER = -1;

	/**
	 * Master to worker: an {@link Initialization}, answered when the state exists.
	 */
	public static final int INITIALIZE = -2;

	/**
	 * Client to worker: an {@link Opening}, which opens a further connection to an
	 * initialised worker; answers nothing.
	 */
	public static final int OPEN = -3;

	/**
	 * Client to worker: the worker is to end; answered before it does.
	 */
	public static final int SHUTDOWN = -4;

	/**
	 * Client to worker: no further connections are to be let in; answered when none is.
	 */
	public static final int CLOSE_SERVER = -5;

	/**
	 * Client to worker: answered when the worker ends by itself, and not before; with
	 * what failed if it ends because of that.
	 */
	public static final int AWAIT_END = -6;

	/**
	 * Client to worker: a stream of what the worker logs.
	 */
	public static final int LOGS = -7;

	/**
	 * Worker to master: a {@link Heartbeat}; answers nothing. Master to worker: nothing,
	 * which is answered as a sign of life.
	 */
	public static final int HEARTBEAT = -8;

	/**
	 * Worker to master: a {@link FailureReport}; answers nothing.
	 */
	public static final int FAILURE = -9;

	/**
	 * Client to worker: a {@link PreparedType} of the client, answered when the worker is
	 * prepared for the same type, and not before. From then on each side may send such
	 * payloads by Fory over this connection.
	 */
	public static final int AGREE = -10;

	/**
	 * Worker to master: an {@link ExitNotice}; answers nothing.
	 */
	public static final int EXITING = -11;

	/**
	 * Worker to master: the {@link LogTail} of what it has logged since the last one;
	 * answered when it is logged there too, if it is to be.
	 */
	public static final int LOG_TAIL = -12;

	/**
	 * Client to worker: a {@link LogLevelRequest}, answered by the level that holds.
	 */
	public static final int LOG_LEVEL = -13;

	/**
	 * Client to worker: nothing; answered by {@link FunctionUses}.
	 */
	public static final int FUNCTION_USES = -14;

	/**
	 * Client to worker: nothing; answered by a {@link ThreadDumpText}.
	 */
	public static final int THREAD_DUMP = -15;

	/**
	 * Client to worker: nothing; answered by a {@link HeapHistogram}.
	 */
	public static final int HEAP_HISTOGRAM = -16;

	private BuiltIn() {
	}

}
