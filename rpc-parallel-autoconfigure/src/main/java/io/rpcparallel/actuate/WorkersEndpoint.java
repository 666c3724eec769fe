package io.rpcparallel.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

import io.rpcparallel.VitalSigns;
import io.rpcparallel.WorkerEngine;
import io.rpcparallel.master.LostWorker;
import io.rpcparallel.master.TrackedWorker;
import io.rpcparallel.master.WorkerControl;
import io.rpcparallel.master.WorkerSnapshot;
import io.rpcparallel.master.WorkerState;
import io.rpcparallel.master.WorkerTable;
import io.rpcparallel.protocol.WorkerBranch;
import io.rpcparallel.registry.WorkerFunctionRegistry;

/**
 * Endpoint for the workers of this process: the tree of them, each of them in full, what
 * one can look at in it, its log levels, and its end. Without further ado it can only be
 * read, and it shows nothing that lets one connect to a worker; changing a level and
 * ending a worker need {@code management.endpoint.workers.access=unrestricted}.
 *
 * @since 0.1.0
 */
@Endpoint(id = "workers", defaultAccess = Access.READ_ONLY)
public final class WorkersEndpoint {

	private final WorkerTable table;

	private final WorkerDetailsReader details;

	private final WorkerViews views;

	/**
	 * Create an endpoint.
	 * @param table the workers
	 * @param registry the functions
	 * @param engine gives what reaches workers, when somebody asks for a log level
	 */
	public WorkersEndpoint(WorkerTable table, WorkerFunctionRegistry registry, Supplier<WorkerEngine> engine) {
		this.table = table;
		this.details = new WorkerDetailsReader(registry);
		this.views = new WorkerViews(table, engine);
	}

	/**
	 * List the workers with those below them, and the last that were lost.
	 * @return the workers as they are now, in the order they were asked for
	 */
	@ReadOperation
	public WorkersDescriptor workers() {
		return new WorkersDescriptor(this.table.workers().stream().map(WorkerDescriptor::of).toList(),
				this.table.lostWorkers().stream().map(CrashDescriptor::of).toList());
	}

	/**
	 * Tell everything of one worker of this process.
	 * @param worker its id, or its name; of several with the same name it is the youngest
	 * @return the worker, or {@code null} if there is none
	 */
	@ReadOperation
	public @Nullable WorkerDetails worker(@Selector String worker) {
		TrackedWorker found = this.table.find(worker);
		return (found != null) ? this.details.read(found) : null;
	}

	/**
	 * Look at something in a worker of this process. What is asked of the worker itself
	 * takes five seconds at most; if it does not answer by then, the view says so.
	 * @param worker its id, or its name; of several with the same name it is the youngest
	 * @param view what to look at
	 * @param logger the logger whose level it is about, or {@code null} for the root
	 * logger; for the view of a log level only
	 * @return the view, or {@code null} if there is no such worker, or it has none
	 */
	@ReadOperation
	public @Nullable WorkerView view(@Selector String worker, @Selector WorkerView.Kind view, @Nullable String logger) {
		return this.views.of(worker, view, (logger != null) ? logger : LoggingSystem.ROOT_LOGGER_NAME);
	}

	/**
	 * Have a logger of a worker of this process log from another level on.
	 * @param worker its id, or its name; of several with the same name it is the youngest
	 * @param logger the name of the logger, {@code ROOT} for the root logger
	 * @param level the level, or {@code null} for that of the logger above it
	 * @return the level that holds then
	 * @throws InvalidEndpointRequestException if there is no such worker
	 */
	@WriteOperation
	public WorkerView.Level setLogLevel(@Selector String worker, String logger, @Nullable LogLevel level) {
		return this.views.setLevel(require(worker), logger, level);
	}

	/**
	 * End a worker of this process. Returns before it is gone.
	 * @param worker its id, or its name; of several with the same name it is the youngest
	 * @param kill whether to kill its process, so that it is lost as by a crash;
	 * otherwise it ends in good order, or is killed after
	 * {@code rpc-parallel.shutdown-grace}
	 * @return which worker ends
	 * @throws InvalidEndpointRequestException if there is no such worker, it is not ready
	 * yet or lost, or it is served in this process and should be killed
	 */
	@DeleteOperation
	public EndDescriptor end(@Selector String worker, @Nullable Boolean kill) {
		TrackedWorker found = require(worker);
		WorkerControl control = found.control();
		if (control == null || !control.isComplete()) {
			throw new InvalidEndpointRequestException(
					"Worker '%s' can't be ended, as it is %s".formatted(worker, found.snapshot().state()),
					"The worker is not live");
		}
		boolean killed = Boolean.TRUE.equals(kill);
		if (killed && !control.isKillable()) {
			throw new InvalidEndpointRequestException(
					"Worker '%s' is served in this process, which would be killed with it".formatted(worker),
					"The worker is served in this process");
		}
		if (killed) {
			control.kill();
		}
		else {
			control.shutdown().subscribe();
		}
		return new EndDescriptor(found.snapshot().id(), found.snapshot().name(), killed);
	}

	private TrackedWorker require(String worker) {
		TrackedWorker found = this.table.find(worker);
		if (found == null) {
			throw new InvalidEndpointRequestException("There is no worker '%s'".formatted(worker), "No such worker");
		}
		return found;
	}

	/**
	 * The workers of this process.
	 *
	 * @param workers the workers, in the order they were asked for
	 * @param lost the last workers that were lost, the last one first; what is known of
	 * each is its view {@code crash}
	 */
	public record WorkersDescriptor(List<WorkerDescriptor> workers,
			List<CrashDescriptor> lost) implements OperationResponseBody {

	}

	/**
	 * A worker of this process, or one below it. What is {@code null} is left out.
	 * Durations have milliseconds and are written as ISO-8601 does, such as
	 * {@code PT1M2.345S}.
	 *
	 * @param id the worker's id
	 * @param name the worker's name, which others may have too
	 * @param state where it stands
	 * @param served whether it is served in the process of its master
	 * @param pid its process id, or {@code null} while it has none
	 * @param startedAt when it was asked for
	 * @param uptime how long ago that was, or {@code null} if it is lost
	 * @param lastHeartbeat how long ago it was last heard of, or {@code null} while it
	 * was not
	 * @param inFlight how many calls it works on, as it last said
	 * @param resident the memory of its process in bytes, as it last said, or
	 * {@code null} where that is not known
	 * @param end why it is lost, or {@code null} while it is not
	 * @param workers the workers of its own, as it last said
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record WorkerDescriptor(UUID id, String name, WorkerState state, boolean served, @Nullable Long pid,
			Instant startedAt, @Nullable Duration uptime, @Nullable Duration lastHeartbeat, int inFlight,
			@Nullable Long resident, @Nullable String end, List<WorkerDescriptor> workers) {

		static WorkerDescriptor of(WorkerSnapshot worker) {
			VitalSigns vitalSigns = worker.vitalSigns();
			Instant now = worker.startedAt().plus(worker.age());
			return new WorkerDescriptor(worker.id(), worker.name(), worker.state(), worker.served(), worker.pid(),
					Millis.of(worker.startedAt()), uptime(worker.state(), worker.startedAt(), now),
					Millis.of(worker.lastHeartbeat()), worker.inFlight(),
					(vitalSigns != null) ? vitalSigns.resident() : null, worker.end(),
					worker.workers().stream().map((below) -> of(below, now)).toList());
		}

		private static WorkerDescriptor of(WorkerBranch worker, Instant now) {
			WorkerState state = WorkerState.valueOf(worker.state());
			return new WorkerDescriptor(worker.id(), worker.name(), state, worker.served(), worker.pid(),
					Millis.of(worker.startedAt()), uptime(state, worker.startedAt(), now),
					Millis.of(worker.lastHeartbeat()), worker.inFlight(), worker.resident(), worker.end(),
					worker.workers().stream().map((below) -> of(below, now)).toList());
		}

		private static @Nullable Duration uptime(WorkerState state, Instant startedAt, Instant now) {
			return (state != WorkerState.LOST) ? Millis.of(Duration.between(startedAt, now)) : null;
		}

	}

	/**
	 * A worker that was lost, in short.
	 *
	 * @param id the worker's id
	 * @param name the worker's name
	 * @param pid its process id, or {@code null} if it is not known
	 * @param time when it was lost
	 * @param cause what ended it, such as {@code KILLED}
	 * @param description what ended it, in a sentence without its subject's name
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record CrashDescriptor(@Nullable UUID id, String name, @Nullable Long pid, Instant time, String cause,
			String description) {

		static CrashDescriptor of(LostWorker lost) {
			return new CrashDescriptor(lost.report().worker().id(), lost.report().worker().name(),
					lost.report().worker().pid(), Millis.of(lost.time()), lost.report().cause().name(),
					lost.report().description());
		}

	}

	/**
	 * A worker that ends.
	 *
	 * @param id the worker's id
	 * @param name the worker's name
	 * @param killed whether it is killed, rather than ending in good order
	 */
	public record EndDescriptor(UUID id, String name, boolean killed) implements OperationResponseBody {

	}

}
