package io.rpcparallel.demo.census;

import java.time.Duration;
import java.util.List;

import org.springframework.stereotype.Component;

/**
 * Takes the census, with workers or in this process.
 */
@Component
class CensusTaker {

	private static final String THIS_PROCESS = "this process";

	private final SourceFinder finder;

	private final Workforce workforce;

	private final CountClasses countClasses;

	private final Terminal terminal;

	CensusTaker(SourceFinder finder, Workforce workforce, CountClasses countClasses, Terminal terminal) {
		this.finder = finder;
		this.workforce = workforce;
		this.countClasses = countClasses;
		this.terminal = terminal;
	}

	/**
	 * Count everything there is.
	 * @param workers the number of workers, 0 to count in this process
	 * @return the result
	 * @throws CensusException if a worker failed
	 */
	Report take(int workers) {
		long start = System.nanoTime();
		SourceList found = this.finder.find();
		try (Progress progress = Progress.on(this.terminal)) {
			Ledger ledger = new Ledger(found, progress);
			if (workers > 0) {
				this.workforce.count(found.sources(), workers, ledger);
			}
			else {
				countHere(found.sources(), ledger);
			}
			long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
			return new Report(ledger.census(), ledger.shares(), millis);
		}
	}

	private void countHere(List<Source> sources, Ledger ledger) {
		ledger.open(THIS_PROCESS);
		for (Source source : sources) {
			ledger.enter(THIS_PROCESS, source, this.countClasses.call(source));
		}
	}

}
