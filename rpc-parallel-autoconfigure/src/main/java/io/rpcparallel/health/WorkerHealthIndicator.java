package io.rpcparallel.health;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

import io.rpcparallel.VitalSigns;
import io.rpcparallel.master.WorkerSnapshot;
import io.rpcparallel.master.WorkerState;

/**
 * Health of one worker at the moment of a snapshot.
 */
class WorkerHealthIndicator implements HealthIndicator {

	private static final int INTERVALS_OF_SILENCE = 5;

	private final WorkerSnapshot worker;

	private final @Nullable Duration heartbeatLimit;

	private final Status changing;

	/**
	 * Create an indicator.
	 * @param worker the worker
	 * @param limit how old its last heartbeat may be, or {@code null} for five intervals
	 * @param changing its status while it starts or is told to end
	 */
	WorkerHealthIndicator(WorkerSnapshot worker, @Nullable Duration limit, Status changing) {
		this.worker = worker;
		this.changing = changing;
		Duration interval = worker.heartbeatInterval();
		this.heartbeatLimit = (limit == null && interval != null) ? interval.multipliedBy(INTERVALS_OF_SILENCE) : limit;
	}

	@Override
	public Health health() {
		Health.Builder health = new Health.Builder(status());
		health.withDetail("name", this.worker.name());
		health.withDetail("id", this.worker.id());
		health.withDetail("state", this.worker.state().name().toLowerCase(Locale.ROOT));
		health.withDetail("served", this.worker.served());
		addPlace(health, this.worker.place());
		add(health, "uptime", (this.worker.state() != WorkerState.LOST) ? millis(this.worker.age()) : null);
		add(health, "lastHeartbeat", millis(this.worker.lastHeartbeat()));
		health.withDetail("inFlight", this.worker.inFlight());
		addVitalSigns(health, this.worker.vitalSigns());
		add(health, "reason", reason());
		return health.build();
	}

	// Unless it is wanted otherwise, the status of what changes is UNKNOWN, which weighs
	// least when statuses are aggregated. OUT_OF_SERVICE weighs more than UP, so that the
	// application would answer 503 each time it spawns.
	private Status status() {
		return switch (this.worker.state()) {
			case STARTING, ENDING -> this.changing;
			case STANDBY -> Status.UNKNOWN;
			case UP -> isSilent() ? Status.DOWN : Status.UP;
			case SUSPECT -> isSilent() ? Status.DOWN : Status.UNKNOWN;
			case LOST -> Status.DOWN;
		};
	}

	// A worker that is served in this process sends no heartbeats
	private boolean isSilent() {
		Duration last = this.worker.lastHeartbeat();
		return this.heartbeatLimit != null
				&& (this.worker.state() == WorkerState.UP || this.worker.state() == WorkerState.SUSPECT)
				&& !this.worker.served() && last != null && last.compareTo(this.heartbeatLimit) > 0;
	}

	private @Nullable String reason() {
		if (isSilent()) {
			return "No heartbeat for %s, which is more than %s".formatted(millis(this.worker.lastHeartbeat()),
					this.heartbeatLimit);
		}
		return (this.worker.state() == WorkerState.SUSPECT)
				? "No heartbeat for %s".formatted(millis(this.worker.lastHeartbeat())) : this.worker.end();
	}

	private static void addPlace(Health.Builder health, WorkerSnapshot.@Nullable Place place) {
		if (place != null) {
			health.withDetail("pid", place.pid());
			health.withDetail("host", place.host());
			health.withDetail("launcher", place.launcher());
		}
	}

	private static void addVitalSigns(Health.Builder health, @Nullable VitalSigns vitalSigns) {
		if (vitalSigns != null) {
			add(health, "resident", vitalSigns.resident());
			health.withDetail("heapUsed", vitalSigns.heapUsed());
			health.withDetail("heapMax", vitalSigns.heapMax());
		}
	}

	private static void add(Health.Builder health, String key, @Nullable Object value) {
		if (value != null) {
			health.withDetail(key, value);
		}
	}

	private static @Nullable Duration millis(@Nullable Duration duration) {
		return (duration != null) ? duration.truncatedTo(ChronoUnit.MILLIS) : null;
	}

}
