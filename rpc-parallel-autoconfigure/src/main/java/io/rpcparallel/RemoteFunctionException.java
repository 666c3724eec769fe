package io.rpcparallel;

/**
 * The function threw. The worker and the connection live on. The cause is a
 * {@link RemoteThrowable} with the type name, the message, the stack trace and the causes
 * of what was thrown in the worker.
 *
 * @since 0.1.0
 */
public class RemoteFunctionException extends WorkerException {

	private final String functionName;

	private final RemoteThrowable remote;

	/**
	 * Create an exception for a function that threw.
	 * @param workerName the name of the worker
	 * @param functionName the bean name of the function
	 * @param remote what it threw
	 */
	public RemoteFunctionException(String workerName, String functionName, RemoteThrowable remote) {
		super(workerName,
				"Function '%s' threw %s in worker '%s'".formatted(functionName, remote.toString(), workerName), remote);
		this.functionName = functionName;
		this.remote = remote;
	}

	/**
	 * Return the function that threw.
	 * @return the bean name of the function
	 */
	public String getFunctionName() {
		return this.functionName;
	}

	/**
	 * Return the type of what was thrown.
	 * @return the class name, whether or not that class is on the caller's class path
	 */
	public String getRemoteType() {
		return this.remote.getType();
	}

	/**
	 * Return what was thrown in the worker.
	 * @return the remote exception as data
	 */
	public RemoteThrowable getRemote() {
		return this.remote;
	}

}
