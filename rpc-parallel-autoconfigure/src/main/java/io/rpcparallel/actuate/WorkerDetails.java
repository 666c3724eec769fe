package io.rpcparallel.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import io.rpcparallel.VitalSigns;
import io.rpcparallel.WorkerLifetime;
import io.rpcparallel.actuate.WorkersEndpoint.WorkerDescriptor;
import io.rpcparallel.master.WorkerEvent;

/**
 * A worker of this process in full. What is {@code null} is left out. Sizes are in bytes.
 *
 * @param worker the worker, as the list shows it
 * @param host the host it runs on, or {@code null} while its process is not started
 * @param launcher how it was started, such as {@code local process}, or {@code null}
 * while it is not
 * @param assignment what it was told to be, or {@code null} if that is not known
 * @param options how its process was started, or {@code null} if it is served in this one
 * @param command its command line, in which secrets are masked; empty if it is served in
 * this process, or lost
 * @param vitalSigns how it was when it was last heard of, or {@code null} while it was
 * not
 * @param functions how its functions were used, or {@code null} if it did not answer
 * within a second
 * @param events what happened to it last, the oldest first
 * @since 0.1.0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkerDetails(WorkerDescriptor worker, @Nullable String host, @Nullable String launcher,
		@Nullable Assignment assignment, @Nullable Options options, List<String> command, @Nullable Vitals vitalSigns,
		@Nullable List<FunctionUse> functions, List<Event> events) implements OperationResponseBody {

	/**
	 * What a worker was told to be, without what it proves its identity with.
	 *
	 * @param workerType the name of its worker type, or {@code null} if it has no state
	 * @param lifetime when it ends by itself, or {@code null} while it is a standby
	 * @param address where it listens, or {@code null} while it does not
	 * @param depth how many masters are above it
	 * @param concurrency how many calls it executes at once
	 * @param profiles the profiles that are active in its master
	 * @param logging where its log records go, as {@code rpc-parallel.worker.logging}
	 * says it, with the file of all workers
	 * @param connectionTimeout how long opening a connection may take
	 * @param handshakeTimeout how long a connection that was opened may take to show its
	 * key
	 * @param bufferAgeLimit how long what was written may wait for a slow reader
	 * @param maxMessageSize the size of the largest message
	 * @param heartbeatInterval how often it gives a sign of life
	 * @param heartbeatTimeout how long it may be silent before it is taken for lost
	 * @param orphanGrace how long it may take to leave when its master is lost
	 * @param deadlineGrace how long a call may hold a thread after its deadline
	 * @param terminationGrace how long calls may go on once a signal asks it to end
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record Assignment(@Nullable String workerType, @Nullable WorkerLifetime lifetime, @Nullable String address,
			int depth, int concurrency, List<String> profiles, String logging, Duration connectionTimeout,
			Duration handshakeTimeout, Duration bufferAgeLimit, long maxMessageSize, Duration heartbeatInterval,
			Duration heartbeatTimeout, Duration orphanGrace, Duration deadlineGrace, Duration terminationGrace) {

	}

	/**
	 * How a worker's process was started, with the defaults of the properties.
	 *
	 * @param environment the names of the variables that were added to the master's own
	 * environment, without their values
	 * @param workingDirectory the working directory, or {@code null} for the master's own
	 * @param heap the maximum heap size, or {@code null} for the JVM's choice
	 * @param umask which permissions files that it creates don't get, in octal, or
	 * {@code null} for the master's own
	 * @param stdout where the standard output goes
	 * @param stderr where the standard error goes
	 * @param spawnTimeout how long the start was allowed to take
	 * @param deadline how long calls may take that answer once, or {@code null} for what
	 * the properties say
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record Options(List<String> environment, @Nullable String workingDirectory, @Nullable Long heap,
			@Nullable String umask, String stdout, String stderr, Duration spawnTimeout, @Nullable Duration deadline) {

	}

	/**
	 * How a worker was when it was last heard of.
	 *
	 * @param inFlight how many calls it worked on, those that waited included
	 * @param resident the memory that its process had in all, or {@code null} where it
	 * can't be told
	 * @param heapUsed the heap in use
	 * @param heapMax how large the heap may become
	 * @param threads how many threads it had, or {@code null} where it can't be told
	 * @param gcTime how long it had collected garbage since its start, or {@code null}
	 * while it was young
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record Vitals(int inFlight, @Nullable Long resident, long heapUsed, long heapMax, @Nullable Integer threads,
			@Nullable Duration gcTime) {

		static @Nullable Vitals of(@Nullable VitalSigns signs) {
			return (signs != null) ? new Vitals(signs.inFlight(), signs.resident(), signs.heapUsed(), signs.heapMax(),
					signs.threads(), signs.gcTime()) : null;
		}

	}

	/**
	 * How a function was used in a worker, by whoever called it.
	 *
	 * @param name the name of its bean
	 * @param kind its kind, as in the meters
	 * @param calls how many calls of it have ended
	 * @param failures how many of these failed
	 * @param mean how long they took on average in the worker; those that answer once
	 * without waiting for their turn
	 * @param longest how long the longest took
	 */
	public record FunctionUse(String name, String kind, long calls, long failures, Duration mean, Duration longest) {

	}

	/**
	 * What happened to a worker, as its master saw it.
	 *
	 * @param time when it did
	 * @param event what it was
	 * @param detail more about it, or {@code null} if there is no more
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record Event(Instant time, WorkerEvent.Kind event, @Nullable String detail) {

	}

}
