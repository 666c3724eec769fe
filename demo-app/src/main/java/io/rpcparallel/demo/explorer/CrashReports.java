package io.rpcparallel.demo.explorer;

import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.rpcparallel.CrashReport;
import io.rpcparallel.WorkerFailure;
import io.rpcparallel.WorkerFailureHandler;
import io.rpcparallel.WorkerLostException;

/**
 * Keeps the report of the last worker that was lost, and tells the pages of it.
 */
@Component
@InExplorer
class CrashReports implements WorkerFailureHandler {

	private static final Log logger = LogFactory.getLog(CrashReports.class);

	private final Viewers viewers;

	private volatile @Nullable CrashView last;

	CrashReports(Viewers viewers) {
		this.viewers = viewers;
	}

	@Override
	public void onFailure(WorkerFailure failure) {
		logger.warn("Worker '%s': %s: %s".formatted(failure.worker().name(), failure.description(),
				failure.cause().getMessage()));
		logger.debug("Where it was noticed", failure.cause());
		if (failure.cause() instanceof WorkerLostException loss) {
			CrashReport report = loss.getCrashReport();
			this.last = CrashView.of(report);
			this.viewers.tellAll(new ExplorerEvent.Lost(report.worker().id(), report.worker().name(),
					report.description(), report.callCount()));
		}
	}

	Optional<CrashView> last() {
		return Optional.ofNullable(this.last);
	}

}
