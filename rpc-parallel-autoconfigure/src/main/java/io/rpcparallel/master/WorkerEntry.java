package io.rpcparallel.master;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

import org.jspecify.annotations.Nullable;

import io.rpcparallel.CrashReport;
import io.rpcparallel.VitalSigns;
import io.rpcparallel.protocol.WorkerBranch;

/**
 * A line of the table of workers. It changes from several threads, and only forwards:
 * what is lost stays lost. Only from a suspicion there is a way back.
 */
class WorkerEntry {

	private final UUID id;

	private final String name;

	private final boolean served;

	private final Consumer<WorkerEntry> onEnd;

	private final Consumer<LostWorker> onLoss;

	private final WorkerHistory history = new WorkerHistory();

	private final Instant startedAt = Instant.now();

	private final Object monitor = new Object();

	private WorkerState state = WorkerState.STARTING;

	private WorkerSnapshot.@Nullable Place place;

	private @Nullable Duration heartbeatInterval;

	private @Nullable Long lastHeartbeat;

	private @Nullable VitalSigns vitalSigns;

	private List<WorkerBranch> workers = List.of();

	private IntSupplier inFlight = () -> 0;

	private IntSupplier queued = () -> 0;

	private @Nullable WorkerSetup setup;

	private @Nullable WorkerTrail trail;

	private @Nullable WorkerControl control;

	private @Nullable String end;

	private long lostAt;

	/**
	 * Create a line.
	 * @param id the worker's id
	 * @param name the worker's name
	 * @param served whether it is served in this process
	 * @param onEnd is told when it has ended as it was meant to
	 * @param onLoss is told when it is lost
	 */
	WorkerEntry(UUID id, String name, boolean served, Consumer<WorkerEntry> onEnd, Consumer<LostWorker> onLoss) {
		this.id = id;
		this.name = name;
		this.served = served;
		this.onEnd = onEnd;
		this.onLoss = onLoss;
		this.history.add(WorkerEvent.Kind.REQUESTED, null);
	}

	UUID id() {
		return this.id;
	}

	String name() {
		return this.name;
	}

	/**
	 * It was decided what the worker is to be.
	 * @param setup what it is told
	 */
	void setUp(WorkerSetup setup) {
		synchronized (this.monitor) {
			this.setup = setup;
		}
	}

	/**
	 * The worker's process exists.
	 * @param place where
	 */
	void launched(WorkerSnapshot.Place place) {
		synchronized (this.monitor) {
			this.place = place;
		}
		this.history.add(WorkerEvent.Kind.STARTED, "process %d".formatted(place.pid()));
	}

	void registered(Duration heartbeatInterval) {
		synchronized (this.monitor) {
			this.heartbeatInterval = heartbeatInterval;
			this.lastHeartbeat = System.nanoTime();
		}
		this.history.add(WorkerEvent.Kind.REGISTERED, null);
	}

	/**
	 * There is more to be known of the worker than stands here.
	 * @param trail knows it until the worker is lost
	 */
	void traced(WorkerTrail trail) {
		synchronized (this.monitor) {
			this.trail = trail;
		}
	}

	/**
	 * The worker can be reached.
	 * @param control reaches it until it is lost
	 */
	void controlledBy(WorkerControl control) {
		synchronized (this.monitor) {
			this.control = (this.state != WorkerState.LOST) ? control : null;
		}
	}

	/**
	 * The worker has told of its own workers.
	 * @param workers its workers, and those below them
	 */
	void workers(List<WorkerBranch> workers) {
		synchronized (this.monitor) {
			this.workers = (this.state != WorkerState.LOST) ? workers : List.of();
		}
	}

	/**
	 * Something in the worker failed that was nobody's answer.
	 * @param what what failed, and how
	 */
	void failed(String what) {
		this.history.add(WorkerEvent.Kind.FAILED, what);
	}

	void heard(VitalSigns vitalSigns) {
		synchronized (this.monitor) {
			if (this.state == WorkerState.LOST) {
				// It had said so before, and that was read only now
				return;
			}
			this.lastHeartbeat = System.nanoTime();
			this.vitalSigns = vitalSigns;
			this.inFlight = vitalSigns::inFlight;
			this.queued = vitalSigns::queued;
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
	 * @param queued tells how much of it waits
	 */
	void served(IntSupplier inFlight, IntSupplier queued) {
		synchronized (this.monitor) {
			this.place = WorkerSnapshot.Place.here();
			this.inFlight = inFlight;
			this.queued = queued;
		}
	}

	int queued() {
		synchronized (this.monitor) {
			return this.queued.getAsInt();
		}
	}

	void standby() {
		move(WorkerState.STANDBY, WorkerEvent.Kind.STANDBY, null);
	}

	void up() {
		move(WorkerState.UP, WorkerEvent.Kind.READY, null);
	}

	void ending() {
		ending(null);
	}

	/**
	 * The worker ends, but is not gone yet.
	 * @param why why it does, or {@code null} if it was told to from here
	 */
	void ending(@Nullable String why) {
		move(WorkerState.ENDING, WorkerEvent.Kind.ENDING, why);
	}

	/**
	 * The worker has fallen silent.
	 * @return whether it should not have, as it is neither told to end nor lost
	 */
	boolean suspect() {
		synchronized (this.monitor) {
			if (this.state == WorkerState.UP) {
				this.state = WorkerState.SUSPECT;
				this.history.add(WorkerEvent.Kind.SUSPECTED, null);
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
				this.history.add(WorkerEvent.Kind.HEARD_AGAIN, null);
			}
		}
	}

	private void move(WorkerState next, WorkerEvent.Kind event, @Nullable String detail) {
		synchronized (this.monitor) {
			if (this.state.compareTo(next) < 0) {
				this.state = next;
				this.history.add(event, detail);
			}
		}
	}

	/**
	 * The worker is gone without having been told to go.
	 * @param why why it is gone
	 * @param report all that is known of it
	 * @return whether that is news
	 */
	boolean lost(String why, CrashReport report) {
		synchronized (this.monitor) {
			if (this.state == WorkerState.LOST) {
				return false;
			}
			this.state = WorkerState.LOST;
			this.end = why;
			this.inFlight = () -> 0;
			this.queued = () -> 0;
			this.workers = List.of();
			this.trail = null;
			this.control = null;
			this.lostAt = System.nanoTime();
			this.history.add(WorkerEvent.Kind.LOST, report.cause().name());
		}
		this.onLoss.accept(new LostWorker(Instant.now(), report));
		return true;
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

	/**
	 * Return how long the worker has been lost.
	 * @param now the moment that is about, in the time of {@link System#nanoTime()}
	 * @return the time since its loss, or {@code null} if it is not lost
	 */
	@Nullable Duration lostFor(long now) {
		synchronized (this.monitor) {
			return (this.state == WorkerState.LOST) ? Duration.ofNanos(now - this.lostAt) : null;
		}
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
			return new WorkerSnapshot(this.id, this.name, this.state, this.served, this.place, this.startedAt,
					sinceHeartbeat(), this.heartbeatInterval, this.inFlight.getAsInt(), this.vitalSigns, this.workers,
					this.end);
		}
	}

	TrackedWorker tracked() {
		synchronized (this.monitor) {
			return new TrackedWorker(snapshot(), this.setup, this.history.events(), this.trail, this.control);
		}
	}

}
