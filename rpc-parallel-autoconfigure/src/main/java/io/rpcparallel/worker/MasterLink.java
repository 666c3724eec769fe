package io.rpcparallel.worker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.VitalSigns;
import io.rpcparallel.logging.LogDelivery;
import io.rpcparallel.logging.WorkerLog;
import io.rpcparallel.protocol.BuiltIn;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.ExitNotice;
import io.rpcparallel.protocol.FailureReport;
import io.rpcparallel.protocol.Heartbeat;
import io.rpcparallel.protocol.LogTail;
import io.rpcparallel.protocol.Registration;
import io.rpcparallel.protocol.RegistrationReply;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.WorkerAssignment;
import io.rpcparallel.protocol.WorkerBranch;
import io.rpcparallel.transport.Awaiting;
import io.rpcparallel.transport.RpcLink;
import io.rpcparallel.transport.RpcTransport;

/**
 * A worker's connection to its master: it registers on it, gives signs of life, and
 * reports what failed. Nothing of the application goes over it.
 */
class MasterLink {

	private static final Log logger = LogFactory.getLog(MasterLink.class);

	private static final Duration REPORT_TIMEOUT = Duration.ofSeconds(2);

	private final WorkerAssignment assignment;

	private final RpcTransport transport;

	private final ControlCodec controlCodec;

	private final Runnable onLoss;

	// Not one of Reactor's own, which the application may keep busy
	private final Scheduler clock = Schedulers.newSingle("rpc-parallel-heartbeat", true);

	private final AtomicReference<@Nullable RpcLink> link = new AtomicReference<>();

	private final AtomicReference<@Nullable Disposable> beats = new AtomicReference<>();

	private final AtomicReference<@Nullable LogDelivery> log = new AtomicReference<>();

	/**
	 * Create a link, which opens when the worker registers.
	 * @param assignment tells where the master is
	 * @param transport the transport
	 * @param controlCodec the codec of messages
	 * @param onLoss is called when the master is gone or silent, perhaps more than once
	 */
	MasterLink(WorkerAssignment assignment, RpcTransport transport, ControlCodec controlCodec, Runnable onLoss) {
		this.assignment = assignment;
		this.transport = transport;
		this.controlCodec = controlCodec;
		this.onLoss = onLoss;
	}

	RegistrationReply register(Registration registration) {
		Duration timeout = this.assignment.settings().connectionTimeout();
		RegistrationReply reply = this.transport
			.connect(this.assignment.masterAddress(), this.assignment.secret(), this.assignment.workerId(),
					this.assignment.settings().rpc(), timeout)
			.doOnNext(this::opened)
			.flatMap((opened) -> opened.request(BuiltIn.REGISTER, this.controlCodec.encode(registration)))
			.timeout(timeout, this.clock)
			.map(this::read)
			.block();
		if (reply == null) {
			throw new IllegalStateException("The master has not answered");
		}
		return reply;
	}

	private void opened(RpcLink opened) {
		this.link.set(opened);
		// The heartbeats know better what its silence means
		opened.outlastSilence();
		opened.onClose().subscribe((ignored) -> {
		}, (ex) -> this.onLoss.run(), this.onLoss);
	}

	private RegistrationReply read(Reply reply) {
		byte[] body = reply.body();
		if (reply.code() != Reply.Code.VALUE || body == null) {
			throw new IllegalStateException("The master answered " + reply.code());
		}
		return this.controlCodec.decode(body, RegistrationReply.class);
	}

	boolean isOpen() {
		RpcLink opened = this.link.get();
		return opened != null && opened.isOpen();
	}

	/**
	 * Return whether the master is gone.
	 * @param patience how long to wait for it
	 * @return tells whether the link ends in this time
	 */
	Mono<Boolean> isGone(Duration patience) {
		RpcLink opened = this.link.get();
		return (opened != null) ? opened.onClose().thenReturn(true).timeout(patience, Mono.just(false), this.clock)
				: Mono.just(true);
	}

	/**
	 * Give signs of life from now on, and expect them to be answered.
	 * @param vitalSigns tells how the worker is
	 * @param workers tells of the workers of its own
	 */
	void beat(Supplier<VitalSigns> vitalSigns, Supplier<List<WorkerBranch>> workers) {
		RpcSettings rpc = this.assignment.settings().rpc();
		this.beats.set(new MasterHeartbeats(
				() -> send(BuiltIn.HEARTBEAT, new Heartbeat(vitalSigns.get(), told(workers.get()))),
				MasterHeartbeats.watch(rpc), this.onLoss)
			.start(rpc.heartbeatInterval(), this.clock));
	}

	private static @Nullable List<WorkerBranch> told(List<WorkerBranch> workers) {
		return workers.isEmpty() ? null : workers;
	}

	/**
	 * Tell the master from now on what is logged.
	 * @param log what is logged
	 */
	void tell(WorkerLog log) {
		this.log.set(log.deliver((records) -> send(BuiltIn.LOG_TAIL, new LogTail(records))));
	}

	private Mono<Void> restOfLog() {
		LogDelivery delivery = this.log.get();
		return (delivery != null) ? delivery.flush() : Mono.empty();
	}

	/**
	 * Tell the master what failed, and wait until it knows.
	 * @param report what failed
	 */
	void report(FailureReport report) {
		tell(BuiltIn.FAILURE, report);
	}

	/**
	 * Tell the master that this JVM exits, and wait until it knows.
	 * @param notice why it does
	 */
	void exiting(ExitNotice notice) {
		tell(BuiltIn.EXITING, notice);
	}

	private void tell(int function, Object message) {
		try {
			// The master has got the one before the other, though it may take its time
			// to log it
			restOfLog().subscribe((nothing) -> {
			}, (ex) -> logger.debug("The master can't be told what is logged", ex));
			send(function, message).timeout(REPORT_TIMEOUT, this.clock).block();
		}
		catch (RuntimeException ex) {
			logger.warn("The master could not be told of the end of this worker", ex);
		}
	}

	private Mono<Reply> send(int function, Object message) {
		RpcLink opened = this.link.get();
		return (opened != null) ? opened.request(function, this.controlCodec.encode(message))
				: Mono.error(new IllegalStateException("There is no connection to the master"));
	}

	void close() {
		Disposable beating = this.beats.get();
		if (beating != null) {
			beating.dispose();
		}
		this.clock.dispose();
	}

	/**
	 * Tell the master what was logged until now, and nothing after that.
	 * @param log what is logged, which console appenders print from now on
	 * @param patience how long to wait until the master has it
	 */
	void endLog(WorkerLog log, Duration patience) {
		log.handBackConsole();
		LogDelivery delivery = this.log.get();
		if (delivery != null) {
			Awaiting.uninterruptibly(delivery.flush(), patience);
			delivery.close();
		}
	}

}
