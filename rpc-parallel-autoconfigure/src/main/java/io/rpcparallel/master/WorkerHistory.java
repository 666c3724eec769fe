package io.rpcparallel.master;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * The last events of a worker, for those who look at it later.
 */
class WorkerHistory {

	private static final int MOST = 20;

	private static final int MAX_LENGTH = 500;

	private final Deque<WorkerEvent> events = new ArrayDeque<>();

	synchronized void add(WorkerEvent.Kind kind, @Nullable String detail) {
		if (this.events.size() == MOST) {
			this.events.removeFirst();
		}
		this.events.addLast(new WorkerEvent(Instant.now(), kind,
				(detail != null) ? StringUtils.truncate(detail, MAX_LENGTH) : null));
	}

	synchronized List<WorkerEvent> events() {
		return List.copyOf(this.events);
	}

}
