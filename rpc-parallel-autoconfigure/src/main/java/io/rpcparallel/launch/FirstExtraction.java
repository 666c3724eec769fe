package io.rpcparallel.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Extracts an executable jar before the first worker starts. That takes less time than
 * the worker would lose by loading its classes from within the jar, archive or not, so it
 * is worth waiting for, but not for long: what takes longer is left to the training.
 */
final class FirstExtraction {

	private static final Log logger = LogFactory.getLog(FirstExtraction.class);

	// As measured, half a second; the worker gains more than one of processor time
	private static final Duration LONGEST = Duration.ofSeconds(3);

	private final Lock lock = new ReentrantLock();

	private volatile boolean over;

	/**
	 * Extract if that was not tried yet, or wait for the thread that does. If it fails,
	 * so will the training, which tells and remembers why.
	 * @param application the application
	 * @param request what is to be started
	 * @throws IOException if the cache can't be read
	 */
	void await(CachedApplication application, LaunchRequest request) throws IOException {
		if (this.over) {
			return;
		}
		try {
			if (this.lock.tryLock(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
				try {
					tryOnce(application, request);
				}
				finally {
					this.lock.unlock();
				}
			}
		}
		catch (InterruptedException ex) {
			// The start itself sees to it
			Thread.currentThread().interrupt();
		}
	}

	private void tryOnce(CachedApplication application, LaunchRequest request) throws IOException {
		if (this.over) {
			return;
		}
		try {
			extract(application, request);
		}
		finally {
			// Only now, as those who come meanwhile are to wait for it
			this.over = true;
		}
	}

	private static void extract(CachedApplication application, LaunchRequest request) throws IOException {
		if (!application.isToBeExtracted() || Files.exists(application.failureMarker(request))) {
			return;
		}
		// None if another process is at it
		try (CacheLock own = application.store().lock()) {
			if (own != null && application.isToBeExtracted()) {
				application.extract(request, LONGEST);
			}
		}
		catch (IOException ex) {
			logger.debug("The executable jar is not extracted before the first worker starts", ex);
		}
	}

}
