package io.rpcparallel;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * Why a worker is lost, and all that is known of its end. The first cause is told, and
 * stays what it is.
 *
 * @param worker which worker it was
 * @param cause what ended it
 * @param description what ended it, in a sentence without its subject's name
 * @param evidence what it has left behind
 * @param callsInFlight the calls of this process that had no answer, at most
 * {@value #MAX_CALLS}
 * @param callCount how many calls these were, also if there were more than that
 * @since 0.1.0
 */
public record CrashReport(Subject worker, CrashCause cause, String description, Evidence evidence,
		List<CallInFlight> callsInFlight, int callCount) {

	/**
	 * How many calls a report has at most.
	 */
	public static final int MAX_CALLS = 100;

	/**
	 * Create a report.
	 * @throws IllegalArgumentException if something is missing
	 */
	public CrashReport {
		Assert.notNull(worker, "'worker' must not be null");
		Assert.notNull(cause, "'cause' must not be null");
		Assert.hasText(description, "'description' must not be empty");
		Assert.notNull(evidence, "'evidence' must not be null");
		callsInFlight = callsInFlight.stream().limit(MAX_CALLS).toList();
	}

	/**
	 * Create a report of an end of which little is known.
	 * @param worker which worker it was
	 * @param cause what ended it
	 * @param description what ended it, in a sentence
	 * @return a report without evidence and calls
	 */
	public static CrashReport of(Subject worker, CrashCause cause, String description) {
		return new CrashReport(worker, cause, description, Evidence.NONE, List.of(), 0);
	}

	/**
	 * Which worker it was.
	 *
	 * @param name its name
	 * @param id its id, or {@code null} if it is not known
	 * @param pid its process id, or {@code null} if it is not known
	 * @param host where it ran, or {@code null} if it is not known here
	 * @param launcher how it was started, such as {@code local process}, or {@code null}
	 * if that was not done here
	 * @param startedAt when it was started, or {@code null} if that was not done here
	 */
	public record Subject(String name, @Nullable UUID id, @Nullable Long pid, @Nullable String host,
			@Nullable String launcher, @Nullable Instant startedAt) {

		/**
		 * Create a subject.
		 * @throws IllegalArgumentException if it has no name
		 */
		public Subject {
			Assert.hasText(name, "'name' must not be empty");
		}

		/**
		 * Describe a worker that was not started here.
		 * @param worker its handle
		 * @return what the handle tells
		 */
		public static Subject of(Worker<?> worker) {
			return new Subject(worker.name(), worker.id(), worker.pid(), null, null, null);
		}

	}

	/**
	 * What a worker has left behind.
	 *
	 * @param exitCode the exit code of its process, or {@code null} if it is not known
	 * @param errorFile the file in which a JVM that crashed describes it
	 * ({@code hs_err_pid...}), which is kept, or {@code null} if there is none
	 * @param lastLines the last lines its process wrote, each with its prefix
	 * @param lastRecords what it logged last
	 * @param vitalSigns how it was at its last heartbeat, or {@code null} if there was
	 * none
	 * @param threadDump its threads when its end was decided on, or {@code null} if that
	 * was not done there
	 */
	public record Evidence(@Nullable Integer exitCode, @Nullable String errorFile, List<String> lastLines,
			List<WorkerLogRecord> lastRecords, @Nullable VitalSigns vitalSigns, @Nullable String threadDump) {

		/**
		 * Nothing is known.
		 */
		public static final Evidence NONE = new Evidence(null, null, List.of(), List.of(), null, null);

		/**
		 * Create evidence.
		 */
		public Evidence {
			lastLines = List.copyOf(lastLines);
			lastRecords = List.copyOf(lastRecords);
		}

	}

}
