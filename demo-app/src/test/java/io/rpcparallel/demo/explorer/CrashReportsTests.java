package io.rpcparallel.demo.explorer;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;

import io.rpcparallel.CrashCause;
import io.rpcparallel.CrashReport;
import io.rpcparallel.Worker;
import io.rpcparallel.WorkerFailure;
import io.rpcparallel.WorkerLostException;

import static org.assertj.core.api.Assertions.assertThat;

class CrashReportsTests {

	private final Viewers viewers = new Viewers();

	private final CrashReports reports = new CrashReports(this.viewers);

	private final Worker<Object> worker = new FakeWorker().connection().worker();

	@Test
	void thePagesAreToldOfALossAndItsReportIsKept() {
		List<ExplorerEvent> told = new CopyOnWriteArrayList<>();
		this.viewers.open().orElseThrow().events().subscribe(told::add);
		CrashReport report = CrashReport.of(CrashReport.Subject.of(this.worker), CrashCause.KILLED,
				"its process was killed");
		this.reports.onFailure(
				new WorkerFailure(this.worker, "the worker is lost", new WorkerLostException(report, null, null)));
		assertThat(this.reports.last())
			.hasValueSatisfying((last) -> assertThat(last.cause()).isEqualTo(CrashCause.KILLED));
		assertThat(told).containsExactly(new ExplorerEvent.Lost(this.worker.id(), "fake", "its process was killed", 0));
	}

	@Test
	void otherFailuresAreNoCrash() {
		this.reports.onFailure(new WorkerFailure(this.worker, "a thread", new IllegalStateException("expected")));
		assertThat(this.reports.last()).isEmpty();
	}

}
