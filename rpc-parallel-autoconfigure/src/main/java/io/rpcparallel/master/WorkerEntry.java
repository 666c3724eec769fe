package io.rpcparallel.master;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.CrashReport;
import io.rpcparallel.VitalSigns;

/**
 * A line of the table of workers. It changes from several threads, and only forwards:
 * what is lost stays lost. Only from a suspicion there is a way back.
 */
class WorkerEntry {

	private final UUID id;

	private final String name;

	private final boolean served;

	private final Consumer<WorkerEntry> onEnd;

	private final Instant startedAt = Instant.now();

	private final Object monitor = new Object();

	private WorkerState state = WorkerState.STARTING;

	private @Nullable Long pid;

	private @Nullable Duration heartbeatInterval;

	private @Nullable Long lastHeartbeat;

	private @Nullable VitalSigns vitalSigns;

	private IntSupplier inFlight = () -> 0;

	private @Nullable String end;

	private long lostAt;

	WorkerEntry(UUID id, String name, boolean served, Consumer<WorkerEntry> onEnd) {
		this.id = id;
		this.name = name;
		this.served = served;
		this.onEnd = onEnd;
	}

	UUID id() {
		return this.id;
	}

	String name() {
		return this.name;
	}

	void registered(long pid, Duration heartbeatInterval) {
		synchronized (this.monitor) {
			this.pid = pid;
			this.heartbeatInterval = heartbeatInterval;
			this.lastHeartbeat = System.nanoTime();
		}
	}

	void heard(VitalSigns vitalSigns) {
		synchronized (this.monitor) {
			this.lastHeartbeat = System.nanoTime();
			this.vitalSigns = vitalSigns;
			this.inFlight = vitalSigns::inFlight;
		}
	}

	/**
	 * Return how the worker is.
	 * @return what it told with its last heartbeat, or {@code null} if there was none
	 */
	@Nullable VitalSigns vitalSigns() {
		synchronized (this.monitor) {
			return this.vitalSigns;
		}
	}

	/**
	 * The worker is served in this process.
	 * @param inFlight tells how much it has to do
	 */
	void served(IntSupplier inFlight) {
		synchronized (this.monitor) {
			this.pid = ProcessHandle.current().pid();
			this.inFlight = inFlight;
		}
	}

	void standby() {
		move(WorkerState.STANDBY);
	}

	void up() {
		move(WorkerState.UP);
	}

	void ending() {
		move(WorkerState.ENDING);
	}

	/**
	 * The worker has fallen silent.
	 * @return whether it should not have, as it is neither told to end nor lost
	 */
	boolean suspect() {
		synchronized (this.monitor) {
			if (this.state == WorkerState.UP) {
				this.state = WorkerState.SUSPECT;
			}
			return this.state.compareTo(WorkerState.ENDING) < 0;
		}
	}

	/**
	 * The worker that was suspected is heard again.
	 */
	void heardAgain() {
		synchronized (this.monitor) {
			if (this.state == WorkerState.SUSPECT) {
				this.state = WorkerState.UP;
			}
		}
	}

	private void move(WorkerState next) {
		synchronized (this.monitor) {
			if (this.state.compareTo(next) < 0) {
				this.state = next;
			}
		}
	}

	/**
	 * The worker is gone without having been told to go.
	 * @param why why it is gone
	 */
	void lost(String why) {
		synchronized (this.monitor) {
			if (this.state != WorkerState.LOST) {
				this.state = WorkerState.LOST;
				this.end = why;
				this.inFlight = () -> 0;
				this.lostAt = System.nanoTime();
			}
		}
	}

	/**
	 * The worker is gone as it was meant to.
	 */
	void ended() {
		this.onEnd.accept(this);
	}

	@Nullable Duration sinceHeartbeat() {
		synchronized (this.monitor) {
			return (this.lastHeartbeat != null) ? Duration.ofNanos(System.nanoTime() - this.lastHeartbeat) : null;
		}
	}

	@Nullable Duration lostFor() {
		synchronized (this.monitor) {
			return (this.state == WorkerState.LOST) ? Duration.ofNanos(System.nanoTime() - this.lostAt) : null;
		}
	}

	Duration lostForOrZero() {
		Duration lostFor = lostFor();
		return (lostFor != null) ? lostFor : Duration.ZERO;
	}

	/**
	 * Return the worker as crash reports name it.
	 * @param pid its process
	 * @param host where that runs
	 * @param launcher how it was started
	 * @return the subject of a report
	 */
	CrashReport.Subject subject(long pid, String host, String launcher) {
		return new CrashReport.Subject(this.name, this.id, pid, host, launcher, this.startedAt);
	}

	WorkerSnapshot snapshot() {
		synchronized (this.monitor) {
			return new WorkerSnapshot(this.id, this.name, this.state, this.served, this.pid, this.startedAt,
					sinceHeartbeat(), this.heartbeatInterval, this.inFlight.getAsInt(), this.end);
		}
	}

}
