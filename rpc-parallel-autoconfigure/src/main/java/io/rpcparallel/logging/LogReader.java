package io.rpcparallel.logging;

import java.util.ArrayList;
import java.util.List;

import io.rpcparallel.protocol.LogRecordData;

/**
 * Reads what was logged, in pieces: each record once, or no more than the last ones. Who
 * logs does not notice.
 */
final class LogReader {

	private final LogRing ring;

	private final int most;

	private final boolean all;

	private long next;

	private long skippedTo;

	private LogReader(LogRing ring, int most, boolean all) {
		this.ring = ring;
		this.most = most;
		this.all = all;
	}

	/**
	 * Create a reader of each record from the first on. The ring keeps more for it, but
	 * not all: in place of those that it has dropped comes one that tells how many.
	 * @param ring the ring
	 * @param most how many records it reads at once
	 * @return the reader
	 */
	static LogReader ofAll(LogRing ring, int most) {
		ring.keepForReader();
		return new LogReader(ring, most, true);
	}

	/**
	 * Create a reader of the last records.
	 * @param ring the ring
	 * @param most how many it reads at once
	 * @return the reader
	 */
	static LogReader ofLatest(LogRing ring, int most) {
		return new LogReader(ring, most, false);
	}

	int most() {
		return this.most;
	}

	/**
	 * Have something run whenever there is more to read.
	 * @param listener what to run, on the threads that log
	 */
	void onMore(Runnable listener) {
		this.ring.addListener(listener);
	}

	synchronized boolean hasMore() {
		return this.ring.firstFrom(this.next) != null;
	}

	/**
	 * Drop all but the last records, as there is no time for more.
	 * @param count how many are left
	 */
	synchronized void skipToLast(int count) {
		this.skippedTo = Math.max(this.skippedTo, this.ring.end() - count);
	}

	/**
	 * Read the next records.
	 * @return the records, the oldest first; none if there are none
	 */
	List<LogRecordData> read() {
		return read(this.most);
	}

	/**
	 * Read some of the next records.
	 * @param most how many, where each is to be read
	 * @return the records, the oldest first; none if there are none
	 */
	synchronized List<LogRecordData> read(int most) {
		LogRing.Records read = this.all ? this.ring.next(Math.max(this.next, this.skippedTo), most)
				: this.ring.latest(this.next, this.most);
		long dropped = read.first() - this.next;
		this.next = read.next();
		if (!this.all || dropped == 0) {
			return read.records();
		}
		List<LogRecordData> told = new ArrayList<>();
		told.add(DroppedRecords.tell(dropped));
		told.addAll(read.records());
		return told;
	}

}
