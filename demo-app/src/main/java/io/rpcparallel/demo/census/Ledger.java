package io.rpcparallel.demo.census;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the results of all workers are entered. Safe for use by several threads.
 */
final class Ledger {

	private final Tally tally = new Tally();

	private final Map<String, Share> shares = new LinkedHashMap<>();

	private final Progress progress;

	private Done done;

	Ledger(SourceList sources, Progress progress) {
		this.progress = progress;
		long size = sources.sources().stream().mapToLong(Source::size).sum();
		this.done = new Done(0, sources.sources().size(), 0, size);
		this.tally.skip(sources.skipped());
		progress.show(this.done);
	}

	/**
	 * Open the account of a worker, so that it is listed even if it counts nothing.
	 * @param worker the name of the worker
	 */
	synchronized void open(String worker) {
		this.shares.put(worker, Share.none(worker));
	}

	synchronized void enter(String worker, Source source, Census census) {
		this.tally.add(census);
		this.shares.merge(worker, Share.none(worker).plus(census.total()),
				(share, ignored) -> share.plus(census.total()));
		this.done = this.done.plus(source);
		this.progress.show(this.done);
	}

	synchronized Census census() {
		return this.tally.census();
	}

	synchronized List<Share> shares() {
		return List.copyOf(this.shares.values());
	}

}
