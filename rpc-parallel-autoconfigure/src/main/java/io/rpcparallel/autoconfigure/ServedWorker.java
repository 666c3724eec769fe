package io.rpcparallel.autoconfigure;

import java.util.concurrent.atomic.AtomicReference;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.rpcparallel.WorkerAddress;
import io.rpcparallel.WorkerLifetime;
import io.rpcparallel.WorkerLogLevel;
import io.rpcparallel.logging.LogLevels;
import io.rpcparallel.master.InProcessWorkers;
import io.rpcparallel.master.InProcessWorkers.InProcessWorker;
import io.rpcparallel.protocol.Initialization;
import io.rpcparallel.protocol.LogLevelRequest;
import io.rpcparallel.protocol.OverdueCallException;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.worker.WorkerEvents;
import io.rpcparallel.worker.WorkerServer;

/**
 * Shows a server of the worker side to the master side of the same process.
 */
class ServedWorker implements InProcessWorker, WorkerEvents {

	private static final Log logger = LogFactory.getLog(ServedWorker.class);

	private final AtomicReference<@Nullable WorkerServer> server = new AtomicReference<>();

	private final LogLevels logLevels = LogLevels.of(null);

	private final InProcessWorkers.ServeRequest request;

	ServedWorker(InProcessWorkers.ServeRequest request) {
		this.request = request;
	}

	ServedWorker servedBy(WorkerServer server) {
		this.server.set(server);
		return this;
	}

	private WorkerServer server() {
		WorkerServer server = this.server.get();
		if (server == null) {
			throw new IllegalStateException("The worker is not served yet");
		}
		return server;
	}

	@Override
	public WorkerAddress address() {
		return server().address();
	}

	@Override
	public Mono<Reply> initialize(Initialization initialization) {
		return server().initialize(initialization);
	}

	@Override
	public Mono<Reply> inspect(int request) {
		return server().inspect(request);
	}

	@Override
	public int inFlight() {
		return server().inFlight();
	}

	@Override
	public WorkerLogLevel logLevel(LogLevelRequest request) {
		return this.logLevels.answer(request);
	}

	@Override
	public void closeListener() {
		server().closeListener();
	}

	@Override
	public void close() {
		server().close();
	}

	@Override
	public void abort(Throwable failure) {
		server().abort(failure);
	}

	@Override
	public void failed(String where, Throwable failure) {
		this.request.onFailure().failed(this, where, failure);
	}

	@Override
	public void overdue(OverdueCallException failure) {
		failed(failure.where(), failure);
		logger.warn(
				"Worker '%s' ends, and as it is served in this process, where no thread can be ended by force, that thread remains: %s. What all threads do:%n%s"
					.formatted(this.request.workerName(), failure.getMessage(), failure.threadDump()));
	}

	@Override
	public void shutdownRequested() {
		this.request.onShutdown().accept(this);
	}

	@Override
	public void initializerGone(WorkerLifetime lifetime) {
		// A worker in this process was not initialised over a connection
	}

}
