package io.rpcparallel.worker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.rpcparallel.WorkerLifetime;
import io.rpcparallel.call.CallObservations;
import io.rpcparallel.logging.WorkerLog;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.ExitNotice;
import io.rpcparallel.protocol.FailureReport;
import io.rpcparallel.protocol.Initialization;
import io.rpcparallel.protocol.OverdueCallException;
import io.rpcparallel.protocol.PayloadFormats;
import io.rpcparallel.protocol.Registration;
import io.rpcparallel.protocol.RegistrationReply;
import io.rpcparallel.protocol.ThrowableData;
import io.rpcparallel.protocol.WorkerAssignment;
import io.rpcparallel.protocol.WorkerBranch;
import io.rpcparallel.protocol.WorkerExitCode;
import io.rpcparallel.registry.WorkerFunctionRegistry;
import io.rpcparallel.transport.RpcTransport;

/**
 * The life of a worker process once its application context is up: serve, register with
 * the master, and stay until there is a reason to leave ({@code start_app} of
 * {@code rpc_parallel}, for the worker).
 */
public final class WorkerProcess {

	private static final Log logger = LogFactory.getLog(WorkerProcess.class);

	private static final Duration MASTER_END = Duration.ofMillis(200);

	private static final Duration LOG_END = Duration.ofSeconds(2);

	private final WorkerFunctionRegistry registry;

	private final PayloadFormats formats;

	private final Supplier<RpcTransport> transports;

	private final Supplier<WorkerLog> log;

	private final Supplier<CallObservations> observations;

	private final Supplier<List<WorkerBranch>> workers;

	private final MasterLoss masterLoss;

	private final @Nullable ClassLoader classLoader;

	private final ControlCodec controlCodec = new ControlCodec();

	private final CompletableFuture<WorkerExitCode> end = new CompletableFuture<>();

	private final CountDownLatch closed = new CountDownLatch(1);

	private final AtomicReference<@Nullable ServedProcess> served = new AtomicReference<>();

	/**
	 * Create a worker process.
	 * @param registry the functions
	 * @param formats the formats of the application's payloads
	 * @param transports makes transports
	 * @param log what this process logs
	 * @param observations gives who is told of calls
	 * @param workers tells of the workers of this process
	 * @param masterLoss what to do when the master is lost
	 * @param classLoader the class loader of the application
	 */
	public WorkerProcess(WorkerFunctionRegistry registry, PayloadFormats formats, Supplier<RpcTransport> transports,
			Supplier<WorkerLog> log, Supplier<CallObservations> observations, Supplier<List<WorkerBranch>> workers,
			MasterLoss masterLoss, @Nullable ClassLoader classLoader) {
		this.registry = registry;
		this.formats = formats;
		this.transports = transports;
		this.log = log;
		this.observations = observations;
		this.workers = workers;
		this.masterLoss = masterLoss;
		this.classLoader = classLoader;
	}

	/**
	 * Work until the end. Blocks the calling thread.
	 * @param assignment what this worker is to be
	 * @return why it ended
	 */
	public WorkerExitCode run(WorkerAssignment assignment) {
		this.registry.functions().forEach(this.registry::bean);
		WorkerAssignment.Settings settings = assignment.settings();
		// The link to the master has threads that nothing of the application runs on
		try (RpcTransport transport = this.transports.get(); RpcTransport toMaster = this.transports.get()) {
			MasterLink master = new MasterLink(assignment, toMaster, this.controlCodec, this::masterLost);
			Events events = new Events(assignment, master);
			WorkerServer server = new WorkerServer(this.registry, this.formats, transport,
					assignment.secret().ofClients(),
					new ServedWorkerSettings(assignment.workerId(), assignment.workerName(),
							WorkerAssignment.address(assignment.masterAddress(), assignment.workerId()), settings.rpc(),
							settings.concurrency(), settings.deadlineGrace(), this.classLoader),
					this.log, events, this.observations.get());
			this.served.set(new ServedProcess(assignment, server, master, transport));
			WorkerLog log = this.log.get();
			events.catchUncaught();
			ExitWitness witness = new ExitWitness(
					(notice) -> exits(notice, master, server, settings.terminationGrace()));
			witness.watch();
			try {
				register(assignment, master, server, log);
				prepare();
				WorkerExitCode code = this.end.join();
				witness.rest();
				if (code == WorkerExitCode.ORPHANED) {
					this.masterLoss.act(settings.orphanGrace());
				}
				return code;
			}
			finally {
				master.close();
				close(server, events);
				master.endLog(log, isEndedInGoodOrder() ? LOG_END : MASTER_END);
			}
		}
	}

	// The calls that there are get their answers if a signal is the reason: who calls
	// System.exit waits until it is done, and may be one of them
	private void exits(ExitNotice notice, MasterLink master, WorkerServer server, Duration grace) {
		master.exiting(notice);
		if (notice.signal()) {
			server.finishCalls(grace);
		}
		end(WorkerExitCode.EXITED);
		try {
			this.closed.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * The application context is closed, so that nothing keeps the JVM from exiting.
	 */
	public void closed() {
		this.closed.countDown();
	}

	private boolean isEndedInGoodOrder() {
		return this.end.getNow(WorkerExitCode.UNHANDLED_FAILURE) == WorkerExitCode.ENDED;
	}

	private void close(WorkerServer server, Events events) {
		if (isEndedInGoodOrder()) {
			server.close();
		}
		else {
			server.abort(events.firstFailure());
		}
	}

	private void register(WorkerAssignment assignment, MasterLink master, WorkerServer server, WorkerLog log) {
		try {
			RegistrationReply reply = master
				.register(new Registration(ProcessHandle.current().pid(), server.address(), this.registry.describe()));
			if (reply.accepted()) {
				master.beat(new VitalSignsReader(server::inFlight, server::queued), this.workers);
				master.tell(log);
				return;
			}
			System.err.println("rpc-parallel: the master refused worker '%s': %s".formatted(assignment.workerName(),
					String.join("; ", reply.reasons())));
			end(WorkerExitCode.REFUSED);
		}
		catch (RuntimeException ex) {
			System.err.println("rpc-parallel: worker '%s' could not register with its master at %s: %s"
				.formatted(assignment.workerName(), assignment.masterAddress(), ex));
			end(WorkerExitCode.NO_MASTER);
		}
	}

	// A standby has time from here on, so it loads what it will need first. Other workers
	// need it now
	private void prepare() {
		this.controlCodec.decode(
				this.controlCodec.encode(new Initialization(Initialization.STATELESS, null, WorkerLifetime.CONNECTION)),
				Initialization.class);
	}

	private void masterLost() {
		if (!outlivesMaster()) {
			end(WorkerExitCode.ORPHANED);
		}
	}

	/**
	 * Return whether the worker stays although its master is lost.
	 * @return {@code true} for a worker that is ready and ends only when it is told to
	 */
	public boolean outlivesMaster() {
		ServedProcess worker = this.served.get();
		return worker != null && worker.server().lifetime() == WorkerLifetime.EXPLICIT;
	}

	/**
	 * Return how long the worker may take to end once its master does not hold it any
	 * more.
	 * @param masterGone whether the master's process has ended; otherwise it waits
	 * @return the time until it is ended by force
	 */
	public Duration orphanTime(boolean masterGone) {
		ServedProcess worker = this.served.get();
		return (worker != null) ? worker.endingTime(this.masterLoss).ofOrphan(masterGone) : Duration.ZERO;
	}

	/**
	 * End the worker; the first reason counts.
	 * @param code why it is to end
	 */
	public void end(WorkerExitCode code) {
		if (this.end.complete(code)) {
			logger.debug("Worker ends: " + code);
			ServedProcess worker = this.served.get();
			if (worker != null) {
				LastResort.haltAfter(worker.endingTime(this.masterLoss).of(code), code);
				worker.leave(code);
			}
		}
	}

	// Not in good order: what holds a thread may hold what that needs
	private void kill(Throwable failure) {
		ServedProcess worker = this.served.get();
		try {
			if (worker != null) {
				worker.server().abandon(failure);
			}
		}
		finally {
			LastResort.halt(WorkerExitCode.OVERDUE);
		}
	}

	/**
	 * What makes a worker process end.
	 */
	private final class Events implements WorkerEvents {

		private final WorkerAssignment assignment;

		private final MasterLink master;

		private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();

		Events(WorkerAssignment assignment, MasterLink master) {
			this.assignment = assignment;
			this.master = master;
		}

		void catchUncaught() {
			Thread.UncaughtExceptionHandler other = Thread.getDefaultUncaughtExceptionHandler();
			Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
				failed("thread '%s'".formatted(thread.getName()), failure);
				if (other != null) {
					other.uncaughtException(thread, failure);
				}
			});
		}

		@Nullable Throwable firstFailure() {
			return this.first.get();
		}

		@Override
		public void shutdownRequested() {
			end(WorkerExitCode.ENDED);
		}

		@Override
		public void initializerGone(WorkerLifetime lifetime) {
			if (lifetime == WorkerLifetime.CONNECTION && !WorkerProcess.this.end.isDone()) {
				// All connections end when the master does, in any order
				this.master.isGone(MASTER_END)
					.onErrorReturn(true)
					.subscribe((gone) -> end(gone ? WorkerExitCode.ORPHANED : WorkerExitCode.ENDED));
			}
		}

		@Override
		public void failed(String where, Throwable failure) {
			failed(where, failure, null, () -> end(WorkerExitCode.UNHANDLED_FAILURE));
		}

		@Override
		public void overdue(OverdueCallException failure) {
			failed(failure.where(), failure, failure.threadDump(), () -> kill(failure));
		}

		private void failed(String where, Throwable failure, @Nullable String threadDump, Runnable ending) {
			boolean ended = WorkerProcess.this.end.isDone();
			LastReport report = new LastReport(this.master, ending);
			if (!ended && this.first.compareAndSet(null, failure)) {
				report.send(() -> new FailureReport(where, ThrowableData.of(failure), threadDump));
			}
			synchronized (System.err) {
				System.err.println((ended ? "rpc-parallel: %2$s failed while worker '%1$s' ended"
						: "rpc-parallel: worker '%1$s' ends, since %2$s failed")
					.formatted(this.assignment.workerName(), where));
				failure.printStackTrace();
			}
			report.printed();
		}

	}

}
