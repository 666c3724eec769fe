package io.rpcparallel.call;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import io.rpcparallel.registry.RegisteredFunction;

/**
 * Carries what a caller's log records are marked with to the worker, for the keys that
 * its process allows to cross, and observes as others do. The worker takes what has come.
 */
public final class MdcObservations implements CallObservations {

	private final String[] keys;

	private final CallObservations others;

	/**
	 * Create observations.
	 * @param keys what may cross from here
	 * @param others what else observes
	 */
	public MdcObservations(List<String> keys, CallObservations others) {
		this.keys = keys.toArray(String[]::new);
		this.others = others;
	}

	@Override
	public CallerObservation calling(RegisteredFunction function, String workerName, UUID workerId,
			ContextView context) {
		CallerObservation observation = this.others.calling(function, workerName, workerId, context);
		Map<String, String> marks = marks();
		return (marks != null) ? new MarkedCaller(observation, marks) : observation;
	}

	private @Nullable Map<String, String> marks() {
		Map<String, String> marks = null;
		for (String key : this.keys) {
			String value = MDC.get(key);
			if (value != null) {
				marks = (marks != null) ? marks : new LinkedHashMap<>();
				marks.put(key, value);
			}
		}
		return marks;
	}

	@Override
	public WorkerObservation serving(RegisteredFunction function, String workerName, UUID workerId,
			CallHeaders headers) {
		WorkerObservation observation = this.others.serving(function, workerName, workerId, headers);
		return headers.mdc().isEmpty() ? observation : new MarkedWorker(observation, headers.mdc());
	}

	/**
	 * A call whose caller's records are marked.
	 *
	 * @param others what else follows it
	 * @param marks what they are marked with
	 */
	private record MarkedCaller(CallerObservation others, Map<String, String> marks) implements CallerObservation {

		@Override
		public CallHeaders headers() {
			return this.others.headers().withMdc(this.marks);
		}

		@Override
		public void ended(CallOutcome outcome, @Nullable Throwable failure) {
			this.others.ended(outcome, failure);
		}

	}

	/**
	 * A call whose records are to be marked in the worker.
	 *
	 * @param others what else follows it
	 * @param marks what they are to be marked with
	 */
	private record MarkedWorker(WorkerObservation others, Map<String, String> marks) implements WorkerObservation {

		@Override
		public Scope open() {
			Scope scope = this.others.open();
			Deque<MDC.MDCCloseable> added = new ArrayDeque<>();
			this.marks.forEach((key, value) -> added.push(MDC.putCloseable(key, value)));
			return () -> {
				added.forEach(MDC.MDCCloseable::close);
				scope.close();
			};
		}

		@Override
		public Context write(Context context) {
			return this.others.write(context);
		}

		@Override
		public void ended(CallOutcome outcome, @Nullable Throwable failure) {
			this.others.ended(outcome, failure);
		}

	}

}
