package io.rpcparallel.bootstrap;

import java.util.List;
import java.util.UUID;

import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.env.MockEnvironment;

import io.rpcparallel.WorkerAddress;
import io.rpcparallel.logging.WorkerLog;
import io.rpcparallel.protocol.ConnectionSecret;
import io.rpcparallel.protocol.LogRecordData;
import io.rpcparallel.protocol.WorkerAssignment;
import io.rpcparallel.test.TestSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link WorkerLogRunListener}.
 */
class WorkerLogRunListenerTests {

	private final WorkerLogRunListener listener = new WorkerLogRunListener();

	private final DefaultBootstrapContext bootstrapContext = new DefaultBootstrapContext();

	private final MockEnvironment environment = new MockEnvironment();

	private final GenericApplicationContext context = new GenericApplicationContext();

	@Test
	void aWorkerHasWhatWasLoggedBeforeItsContext() {
		asWorker();
		this.listener.environmentPrepared(this.bootstrapContext, this.environment);
		LogFactory.getLog("app").error("before the context");
		this.listener.contextPrepared(this.context);
		this.context.refresh();
		WorkerLog log = this.context.getBean(WorkerLog.class);
		log.close();
		assertThat(log.records().map(LogRecordData::message).collectList().block()).contains("before the context");
	}

	@Test
	void aWorkerMayKeepNothing() {
		asWorker();
		this.environment.setProperty("rpc-parallel.worker.log-buffer-size", "0");
		this.listener.environmentPrepared(this.bootstrapContext, this.environment);
		LogFactory.getLog("app").error("before the context");
		this.listener.contextPrepared(this.context);
		this.context.refresh();
		WorkerLog log = this.context.getBean(WorkerLog.class);
		log.close();
		assertThat(log.records().collectList().block()).isEmpty();
	}

	@Test
	void aNumberThatIsNoneEndsTheStart() {
		asWorker();
		this.environment.setProperty("rpc-parallel.worker.log-buffer-size", "many");
		assertThatExceptionOfType(BindException.class)
			.isThrownBy(() -> this.listener.environmentPrepared(this.bootstrapContext, this.environment));
		this.environment.setProperty("rpc-parallel.worker.log-buffer-size", "-1");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.listener.environmentPrepared(this.bootstrapContext, this.environment));
	}

	@Test
	void aMasterHasNone() {
		this.listener.environmentPrepared(this.bootstrapContext, this.environment);
		this.listener.contextPrepared(this.context);
		this.context.refresh();
		assertThat(this.context.getBeanProvider(WorkerLog.class).getIfAvailable()).isNull();
	}

	private void asWorker() {
		this.bootstrapContext.register(WorkerAssignment.class,
				(context) -> new WorkerAssignment(UUID.randomUUID(), "worker", new WorkerAddress.Tcp("127.0.0.1", 1),
						ConnectionSecret.random(), List.of(), TestSettings.worker()));
	}

}
