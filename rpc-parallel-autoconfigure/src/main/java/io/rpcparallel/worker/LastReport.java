package io.rpcparallel.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.rpcparallel.protocol.FailureReport;

/**
 * Tells the master of the failure that ends this process, and whoever reads what it
 * prints, and then ends it.
 */
final class LastReport {

	private static final Log logger = LogFactory.getLog(LastReport.class);

	private static final Duration PRINTING = Duration.ofSeconds(1);

	private final MasterLink master;

	private final Runnable ending;

	private final CountDownLatch printed = new CountDownLatch(1);

	/**
	 * Create a report to come.
	 * @param master who is told
	 * @param ending ends the process
	 */
	LastReport(MasterLink master, Runnable ending) {
		this.master = master;
		this.ending = ending;
	}

	/**
	 * Tell the master and end the process, both on a thread of their own: the current one
	 * may be one that must not wait.
	 * @param report makes the report, of what is the application's
	 */
	void send(Supplier<FailureReport> report) {
		Thread reporter = new Thread(() -> sendAndEnd(report), "rpc-parallel-failure");
		reporter.setDaemon(true);
		try {
			reporter.start();
		}
		catch (OutOfMemoryError ex) {
			logger.debug("There is no thread to tell the master of a failure", ex);
			this.ending.run();
		}
	}

	private void sendAndEnd(Supplier<FailureReport> report) {
		try {
			this.master.report(report.get());
			// What is printed to may block
			this.printed.await(PRINTING.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.ending.run();
		}
	}

	/**
	 * It is printed what failed, so that the process need not stay for that.
	 */
	void printed() {
		this.printed.countDown();
	}

}
