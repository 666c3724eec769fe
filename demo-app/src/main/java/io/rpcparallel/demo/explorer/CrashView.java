package io.rpcparallel.demo.explorer;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.CallInFlight;
import io.rpcparallel.CrashCause;
import io.rpcparallel.CrashReport;
import io.rpcparallel.RemoteThrowable;
import io.rpcparallel.VitalSigns;
import io.rpcparallel.WorkerLogRecord;

/**
 * A crash report as the page shows it, which is all of it.
 *
 * @param worker which worker it was
 * @param time when its end was noticed
 * @param cause what ended it
 * @param description what ended it, in a sentence
 * @param exitCode the exit code of its process, or {@code null} if it is not known
 * @param errorFile the file in which its JVM describes its crash, or {@code null} if
 * there is none
 * @param vitalSigns how it was at its last heartbeat, or {@code null} if there was none
 * @param callCount how many calls had no answer
 * @param calls the first of them
 * @param lastLines the last lines its process wrote
 * @param lastRecords what it logged last
 * @param threadDump its threads when its end was decided on, or {@code null}
 */
record CrashView(CrashReport.Subject worker, Instant time, CrashCause cause, String description,
		@Nullable Integer exitCode, @Nullable String errorFile, @Nullable VitalSigns vitalSigns, int callCount,
		List<CallInFlight> calls, List<String> lastLines, List<String> lastRecords, @Nullable String threadDump) {

	static CrashView of(CrashReport report) {
		CrashReport.Evidence evidence = report.evidence();
		return new CrashView(report.worker(), Instant.now(), report.cause(), report.description(), evidence.exitCode(),
				evidence.errorFile(), evidence.vitalSigns(), report.callCount(), report.callsInFlight(),
				evidence.lastLines(), evidence.lastRecords().stream().map(CrashView::text).toList(),
				evidence.threadDump());
	}

	private static String text(WorkerLogRecord logged) {
		StringWriter text = new StringWriter();
		PrintWriter out = new PrintWriter(text);
		out.print("%s %-5s [%s] %s: %s".formatted(logged.time(), logged.level(), logged.thread(), logged.logger(),
				logged.message()));
		RemoteThrowable throwable = logged.throwable();
		if (throwable != null) {
			out.println();
			throwable.printStackTrace(out);
		}
		return text.toString().stripTrailing();
	}

}
