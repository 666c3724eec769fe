package io.rpcparallel.actuate;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.logging.LogLevel;

import io.rpcparallel.CallInFlight;
import io.rpcparallel.protocol.HeapHistogram.HeapClass;

/**
 * Something to look at in a worker. What is {@code null} is left out; {@code problem}
 * says why there is nothing to look at.
 *
 * @since 0.1.0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface WorkerView extends OperationResponseBody {

	/**
	 * What there is to look at.
	 */
	enum Kind {

		/**
		 * A {@link ThreadDump}.
		 */
		THREADDUMP,

		/**
		 * A {@link Heap}.
		 */
		HEAP,

		/**
		 * A {@link Log}.
		 */
		LOG,

		/**
		 * A {@link Level}.
		 */
		LOGLEVEL,

		/**
		 * A {@link Crash}.
		 */
		CRASH

	}

	/**
	 * What the threads of a worker do.
	 *
	 * @param id the worker's id
	 * @param name the worker's name
	 * @param dump all threads with their stack traces, after a deadlock if there is one
	 * @param problem why there is none
	 */
	record ThreadDump(UUID id, String name, @Nullable String dump, @Nullable String problem) implements WorkerView {

	}

	/**
	 * Which objects take the room in the heap of a worker, those included that nothing
	 * refers to any more.
	 *
	 * @param id the worker's id
	 * @param name the worker's name
	 * @param instances how many objects there are
	 * @param bytes how much room they take
	 * @param classes the classes whose objects take most of it, the largest first, at
	 * most 50
	 * @param problem why there is none
	 */
	record Heap(UUID id, String name, @Nullable Long instances, @Nullable Long bytes, @Nullable List<HeapClass> classes,
			@Nullable String problem) implements WorkerView {

	}

	/**
	 * What a worker has said last.
	 *
	 * @param id the worker's id
	 * @param name the worker's name
	 * @param records what it has logged last, the oldest first, at most 50 or 256 Ki
	 * characters
	 * @param lines what its process has printed last, the oldest first, at most 50 of
	 * each stream
	 */
	record Log(UUID id, String name, List<LogEntry> records, List<String> lines) implements WorkerView {

	}

	/**
	 * From which level on a logger of a worker logs.
	 *
	 * @param id the worker's id
	 * @param name the worker's name
	 * @param logger the name of the logger
	 * @param configured the level that was set for this logger itself, or {@code null} if
	 * it has that of the logger above it
	 * @param effective the level that holds
	 * @param problem why there is none
	 */
	record Level(UUID id, String name, String logger, @Nullable LogLevel configured, @Nullable LogLevel effective,
			@Nullable String problem) implements WorkerView {

	}

	/**
	 * What a worker has logged.
	 *
	 * @param time when it did
	 * @param level the name of the level
	 * @param logger the name of the logger
	 * @param thread the name of the thread
	 * @param message the message
	 * @param throwable what was logged with it, as it is printed, or {@code null}
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record LogEntry(Instant time, String level, String logger, String thread, String message,
			@Nullable String throwable) {

	}

	/**
	 * Why a worker was lost, and what is known of its end.
	 *
	 * @param id the worker's id
	 * @param name the worker's name
	 * @param pid its process id
	 * @param host where it ran
	 * @param launcher how it was started
	 * @param startedAt when it was started
	 * @param time when it was lost
	 * @param cause what ended it, such as {@code KILLED}
	 * @param description what ended it, in a sentence without its subject's name
	 * @param exitCode the exit code of its process
	 * @param errorFile the file in which a JVM that crashed describes it
	 * @param vitalSigns how it was at its last heartbeat
	 * @param callCount how many calls of this process had no answer
	 * @param callsInFlight the calls that had none, at most 100
	 * @param records what it has logged last
	 * @param lines what its process has printed last
	 * @param threadDump its threads when its end was decided on
	 */
	record Crash(@Nullable UUID id, String name, @Nullable Long pid, @Nullable String host, @Nullable String launcher,
			@Nullable Instant startedAt, Instant time, String cause, String description, @Nullable Integer exitCode,
			@Nullable String errorFile, WorkerDetails.@Nullable Vitals vitalSigns, int callCount,
			List<CallInFlight> callsInFlight, List<LogEntry> records, List<String> lines,
			@Nullable String threadDump) implements WorkerView {

	}

}
