package io.rpcparallel.logging;

import java.util.List;

import io.rpcparallel.protocol.LogRecordData;

/**
 * Reads from time to time what was logged since the last time, and no more of it than the
 * last records. Who logs does not notice.
 */
public final class LatestRecords {

	private final LogRing ring;

	private final int most;

	private long next;

	LatestRecords(LogRing ring, int most) {
		this.ring = ring;
		this.most = most;
	}

	/**
	 * Read what was logged since the last time.
	 * @return the records, the oldest first
	 */
	public synchronized List<LogRecordData> read() {
		LogRing.Records latest = this.ring.latest(this.next, this.most);
		this.next = latest.next();
		return latest.records();
	}

}
