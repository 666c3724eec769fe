package io.rpcparallel.bootstrap;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

import io.rpcparallel.logging.WorkerLog;
import io.rpcparallel.protocol.WorkerAssignment;

/**
 * Takes what a worker logs from when its logging system is initialised, before there is
 * any bean.
 */
public class WorkerLogRunListener implements SpringApplicationRunListener, Ordered {

	static final String BUFFER_SIZE = "rpc-parallel.worker.log-buffer-size";

	static final String LOG_BEAN = "rpcParallelWorkerLog";

	private @Nullable WorkerLog log;

	@Override
	public int getOrder() {
		// After the one whose events initialise logging
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void environmentPrepared(ConfigurableBootstrapContext bootstrapContext,
			ConfigurableEnvironment environment) {
		WorkerAssignment assignment = bootstrapContext.isRegistered(WorkerAssignment.class)
				? bootstrapContext.get(WorkerAssignment.class) : null;
		if (assignment != null) {
			this.log = WorkerLog.start(
					Binder.get(environment).bind(BUFFER_SIZE, Integer.class).orElse(WorkerLog.DEFAULT_BUFFER_SIZE),
					assignment.settings().logging());
		}
	}

	// What is logged of it comes after this
	@Override
	public void failed(@Nullable ConfigurableApplicationContext context, Throwable exception) {
		if (this.log != null) {
			this.log.handBackConsole();
		}
	}

	@Override
	public void contextPrepared(ConfigurableApplicationContext context) {
		if (this.log != null) {
			context.getBeanFactory().registerSingleton(LOG_BEAN, this.log);
		}
	}

}
