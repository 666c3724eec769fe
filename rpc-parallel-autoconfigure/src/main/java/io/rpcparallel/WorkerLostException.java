package io.rpcparallel;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The connection to a worker has ended, most often since its process did, so a call on it
 * has no answer. Calls are never repeated by themselves: whether one may be is told by
 * {@link #getCall() how far it had got}.
 *
 * @since 0.1.0
 */
public class WorkerLostException extends WorkerProcessException {

	private final CrashReport crashReport;

	private final @Nullable CallInFlight call;

	/**
	 * Create an exception for a lost worker.
	 * @param crashReport why it is lost
	 * @param call the call that has no answer, or {@code null} if it is not about one
	 * @param cause the failure of the connection or of the worker, if there was one
	 */
	public WorkerLostException(CrashReport crashReport, @Nullable CallInFlight call, @Nullable Throwable cause) {
		super(crashReport.worker().name(),
				"Worker '%s' is lost: %s%s".formatted(crashReport.worker().name(), crashReport.description(),
						consequence(call)),
				crashReport.evidence().exitCode(), crashReport.evidence().lastLines(), cause);
		this.crashReport = crashReport;
		this.call = call;
	}

	private static String consequence(@Nullable CallInFlight call) {
		if (call == null) {
			return "";
		}
		return switch (call.progress()) {
			case NOT_STARTED -> ", so the call of function '%s' was not started".formatted(call.functionName());
			case UNKNOWN -> ", so the call of function '%s' has no answer; whether it ran is not known"
				.formatted(call.functionName());
		};
	}

	/**
	 * Return why the worker is lost.
	 * @return what is known of its end
	 */
	public CrashReport getCrashReport() {
		return this.crashReport;
	}

	/**
	 * Return the call that has no answer, and how far it had got.
	 * @return the call, or empty if the exception is not about one
	 */
	public Optional<CallInFlight> getCall() {
		return Optional.ofNullable(this.call);
	}

}
