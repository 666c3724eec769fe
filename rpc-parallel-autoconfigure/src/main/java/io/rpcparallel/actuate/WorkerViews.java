package io.rpcparallel.actuate;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import reactor.core.publisher.Mono;

import io.rpcparallel.CrashReport;
import io.rpcparallel.RemoteThrowable;
import io.rpcparallel.WorkerEngine;
import io.rpcparallel.WorkerLogLevel;
import io.rpcparallel.WorkerLogRecord;
import io.rpcparallel.actuate.WorkerView.Crash;
import io.rpcparallel.actuate.WorkerView.Heap;
import io.rpcparallel.actuate.WorkerView.Kind;
import io.rpcparallel.actuate.WorkerView.Level;
import io.rpcparallel.actuate.WorkerView.Log;
import io.rpcparallel.actuate.WorkerView.LogEntry;
import io.rpcparallel.actuate.WorkerView.ThreadDump;
import io.rpcparallel.master.LostWorker;
import io.rpcparallel.master.TrackedWorker;
import io.rpcparallel.master.WorkerControl;
import io.rpcparallel.master.WorkerSnapshot;
import io.rpcparallel.master.WorkerState;
import io.rpcparallel.master.WorkerTable;
import io.rpcparallel.master.WorkerTrail;
import io.rpcparallel.protocol.HeapHistogram;

/**
 * Looks into workers, also into those that are lost as far as that goes.
 */
class WorkerViews {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final WorkerTable table;

	private final Supplier<WorkerEngine> engine;

	WorkerViews(WorkerTable table, Supplier<WorkerEngine> engine) {
		this.table = table;
		this.engine = engine;
	}

	@Nullable WorkerView of(String nameOrId, Kind kind, String logger) {
		TrackedWorker worker = this.table.find(nameOrId);
		return switch (kind) {
			case THREADDUMP -> (worker != null) ? threadDump(worker) : null;
			case HEAP -> (worker != null) ? heap(worker) : null;
			case LOG -> (worker != null) ? log(worker) : lastLog(nameOrId);
			case LOGLEVEL -> (worker != null) ? level(worker, logger) : null;
			case CRASH -> crash(nameOrId);
		};
	}

	/**
	 * Have a logger log from another level on.
	 * @param worker the worker
	 * @param logger the name of the logger
	 * @param level the level, or {@code null} for that of the logger above it
	 * @return the level that holds then
	 */
	Level setLevel(TrackedWorker worker, String logger, @Nullable LogLevel level) {
		WorkerSnapshot snapshot = worker.snapshot();
		WorkerControl reached = worker.control();
		if (reached != null && !reached.isComplete()) {
			return new Level(snapshot.id(), snapshot.name(), logger, null, null,
					"The worker can't be told, as it is %s".formatted(snapshot.state()));
		}
		return level(worker, logger, (control) -> this.engine.get().setLogLevel(control.handle(), logger, level));
	}

	private Level level(TrackedWorker worker, String logger) {
		return level(worker, logger, (control) -> this.engine.get().logLevel(control.handle(), logger));
	}

	private static Level level(TrackedWorker worker, String logger,
			Function<WorkerControl, Mono<WorkerLogLevel>> question) {
		WorkerSnapshot snapshot = worker.snapshot();
		Answer<WorkerLogLevel> answer = Answer.of(worker, question, PATIENCE);
		WorkerLogLevel level = answer.value();
		return (level != null)
				? new Level(snapshot.id(), snapshot.name(), logger, level.configured(), level.effective(), null)
				: new Level(snapshot.id(), snapshot.name(), logger, null, null, answer.problem());
	}

	private @Nullable LostWorker lost(String nameOrId) {
		return this.table.lostWorkers()
			.stream()
			.filter((lost) -> nameOrId.equals(lost.report().worker().name())
					|| nameOrId.equals(String.valueOf(lost.report().worker().id())))
			.findFirst()
			.orElse(null);
	}

	private static ThreadDump threadDump(TrackedWorker worker) {
		WorkerSnapshot snapshot = worker.snapshot();
		Answer<String> answer = Answer.of(worker, WorkerControl::threadDump, PATIENCE);
		return new ThreadDump(snapshot.id(), snapshot.name(), answer.value(), answer.problem());
	}

	private static Heap heap(TrackedWorker worker) {
		WorkerSnapshot snapshot = worker.snapshot();
		Answer<HeapHistogram> answer = Answer.of(worker, WorkerControl::heapHistogram, PATIENCE);
		HeapHistogram histogram = answer.value();
		return (histogram != null)
				? new Heap(snapshot.id(), snapshot.name(), histogram.instances(), histogram.bytes(),
						histogram.classes(), null)
				: new Heap(snapshot.id(), snapshot.name(), null, null, null, answer.problem());
	}

	private @Nullable Log log(TrackedWorker worker) {
		WorkerSnapshot snapshot = worker.snapshot();
		if (snapshot.state() == WorkerState.LOST) {
			return lastLog(snapshot.id().toString());
		}
		WorkerTrail trail = worker.trail();
		return new Log(snapshot.id(), snapshot.name(), (trail != null) ? entries(trail.lastRecords()) : List.of(),
				(trail != null) ? trail.lastLines() : List.of());
	}

	private @Nullable Log lastLog(String nameOrId) {
		LostWorker lost = lost(nameOrId);
		CrashReport report = (lost != null) ? lost.report() : null;
		return (report != null && report.worker().id() != null) ? new Log(report.worker().id(), report.worker().name(),
				entries(report.evidence().lastRecords()), report.evidence().lastLines()) : null;
	}

	private @Nullable Crash crash(String nameOrId) {
		LostWorker lost = lost(nameOrId);
		return (lost != null) ? crash(lost) : null;
	}

	private static Crash crash(LostWorker lost) {
		CrashReport report = lost.report();
		CrashReport.Subject worker = report.worker();
		CrashReport.Evidence evidence = report.evidence();
		Instant startedAt = worker.startedAt();
		return new Crash(worker.id(), worker.name(), worker.pid(), worker.host(), worker.launcher(),
				(startedAt != null) ? Millis.of(startedAt) : null, Millis.of(lost.time()), report.cause().name(),
				report.description(), evidence.exitCode(), evidence.errorFile(),
				WorkerDetails.Vitals.of(evidence.vitalSigns()), report.callCount(), report.callsInFlight(),
				entries(evidence.lastRecords()), evidence.lastLines(), evidence.threadDump());
	}

	private static List<LogEntry> entries(List<WorkerLogRecord> records) {
		return records.stream()
			.map((each) -> new LogEntry(Millis.of(each.time()), each.level(), each.logger(), each.thread(),
					each.message(), text(each.throwable())))
			.toList();
	}

	private static @Nullable String text(@Nullable RemoteThrowable throwable) {
		if (throwable == null) {
			return null;
		}
		StringWriter text = new StringWriter();
		throwable.printStackTrace(new PrintWriter(text, true));
		return text.toString();
	}

}
