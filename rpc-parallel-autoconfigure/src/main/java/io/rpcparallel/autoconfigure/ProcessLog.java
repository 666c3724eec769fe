package io.rpcparallel.autoconfigure;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;

import io.rpcparallel.logging.WorkerLog;
import io.rpcparallel.protocol.LogRouting;

/**
 * What this process logs: in a worker from its start on, in any other process, which may
 * serve workers, from when somebody asks for it.
 */
class ProcessLog implements Supplier<WorkerLog>, DisposableBean {

	private final ObjectProvider<WorkerLog> workerLog;

	private final AtomicReference<@Nullable WorkerLog> own = new AtomicReference<>();

	ProcessLog(ObjectProvider<WorkerLog> workerLog) {
		this.workerLog = workerLog;
	}

	@Override
	public WorkerLog get() {
		WorkerLog started = this.workerLog.getIfAvailable();
		return (started != null) ? started : own();
	}

	private WorkerLog own() {
		WorkerLog present = this.own.get();
		if (present != null) {
			return present;
		}
		WorkerLog created = WorkerLog.start(0, LogRouting.PRINTED);
		WorkerLog other = this.own.compareAndExchange(null, created);
		if (other == null) {
			return created;
		}
		created.close();
		return other;
	}

	@Override
	public void destroy() {
		WorkerLog present = this.own.get();
		if (present != null) {
			present.close();
		}
	}

}
