package io.rpcparallel.autoconfigure;

import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.rsocket.autoconfigure.RSocketStrategiesAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.messaging.rsocket.RSocketStrategies;
import org.springframework.messaging.rsocket.annotation.support.RSocketMessageHandler;

import io.rpcparallel.WorkerEngine;
import io.rpcparallel.WorkerFailureHandler;
import io.rpcparallel.WorkerOperations;
import io.rpcparallel.WorkerTemplate;
import io.rpcparallel.bootstrap.ApplicationBlueprint;
import io.rpcparallel.bootstrap.ParkedWorker;
import io.rpcparallel.bootstrap.RegistryCheck;
import io.rpcparallel.launch.JavaCommand;
import io.rpcparallel.launch.LocalProcessLauncher;
import io.rpcparallel.launch.RunningJvm;
import io.rpcparallel.launch.StartupCache;
import io.rpcparallel.launch.WorkerLauncher;
import io.rpcparallel.logging.RecordLogger;
import io.rpcparallel.logging.WorkerLog;
import io.rpcparallel.master.InProcessWorkers;
import io.rpcparallel.master.MasterEngine;
import io.rpcparallel.master.MasterListener;
import io.rpcparallel.master.MasterObservers;
import io.rpcparallel.master.WorkerBranches;
import io.rpcparallel.master.WorkerTable;
import io.rpcparallel.protocol.PayloadFormats;
import io.rpcparallel.protocol.WorkerAssignment;
import io.rpcparallel.protocol.WorkerBranch;
import io.rpcparallel.registry.WorkerFunctionRegistry;
import io.rpcparallel.transport.RSocketTransport;
import io.rpcparallel.transport.RefusedConnections;
import io.rpcparallel.worker.MasterLoss;
import io.rpcparallel.worker.ServedWorkerSettings;
import io.rpcparallel.worker.WorkerProcess;
import io.rpcparallel.worker.WorkerServer;

/**
 * Auto-configuration for workers: the registry of functions, the template that spawns and
 * runs, and, in a worker, what serves. The same beans exist in master and worker; which
 * of them is used is decided at run time.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = RSocketStrategiesAutoConfiguration.class)
@EnableConfigurationProperties(RpcParallelProperties.class)
public final class RpcParallelAutoConfiguration {

	private static final String WORKER_TABLE = "workerTable";

	@Bean
	@Lazy(false)
	WorkerFunctionRegistry workerFunctionRegistry(ConfigurableListableBeanFactory beanFactory, PayloadFormats formats) {
		return WorkerFunctionRegistry.of(beanFactory, formats::declare);
	}

	@Bean
	PayloadFormats workerPayloadFormats(RSocketStrategies strategies, RpcParallelProperties properties) {
		return new PayloadFormats(strategies, properties.codec());
	}

	@Bean
	@Lazy(false)
	RegistryCheck workerFunctionRegistryCheck(WorkerFunctionRegistry registry, ObjectProvider<PayloadFormats> formats,
			ObjectProvider<WorkerAssignment> assignment) {
		return new RegistryCheck(registry, formats::getObject, assignment.getIfAvailable() != null);
	}

	@Bean
	@ConditionalOnMissingBean
	WorkerLauncher workerLauncher(RpcParallelProperties properties, ObjectProvider<ApplicationBlueprint> blueprint,
			ConfigurableEnvironment environment) {
		RpcParallelProperties.Launch launch = properties.launch();
		JavaCommand command = new JavaCommand(RunningJvm.current(),
				MasterSettingsFactory.entry(properties,
						blueprint.getIfAvailable(() -> new ApplicationBlueprint(null, List.of()))),
				launch.javaExecutable(), launch.jvmArguments(), launch.inheritJvmArguments());
		return TestPropertiesLauncher
			.inTest(new LocalProcessLauncher(command, new StartupCache(launch.startupCache(), command)), environment);
	}

	@Bean
	RefusedConnections rpcParallelRefusedConnections() {
		return new RefusedConnections();
	}

	@Bean
	RpcTransportFactory rpcTransportFactory(RpcParallelProperties properties,
			ObjectProvider<RSocketMessageHandler> messageHandlers, RefusedConnections refused) {
		return () -> new RSocketTransport(messageHandlers::getIfUnique, properties.rpc().transport(), refused);
	}

	@Bean
	ProcessLog rpcParallelProcessLog(ObjectProvider<WorkerLog> workerLog) {
		return new ProcessLog(workerLog);
	}

	@Bean
	InProcessWorkers inProcessWorkers(WorkerFunctionRegistry registry, PayloadFormats formats, ProcessLog log,
			ConfigurableListableBeanFactory beanFactory) {
		return (transport, secret, request) -> {
			ServedWorker worker = new ServedWorker(request);
			return worker.servedBy(new WorkerServer(registry, formats, transport, secret,
					new ServedWorkerSettings(request.workerId(), request.workerName(), transport.reserve(),
							request.rpc(), request.concurrency(), request.deadlineGrace(),
							beanFactory.getBeanClassLoader()),
					log, worker));
		};
	}

	@Bean(WORKER_TABLE)
	WorkerTable workerTable(RpcParallelProperties properties) {
		return new WorkerTable(properties.health().lostRetention(), properties.health().crashReports());
	}

	@Bean
	@ConditionalOnMissingBean
	WorkerFailureHandler workerFailureHandler() {
		return new LoggingFailureHandler();
	}

	// Lazy, so that an application that spawns nothing does not wait for it
	@Bean
	@Lazy
	@ConditionalOnMissingBean
	WorkerEngine workerEngine(RpcParallelProperties properties, Environment environment,
			WorkerFunctionRegistry registry, PayloadFormats formats, WorkerLauncher launcher,
			InProcessWorkers inProcessWorkers, RpcTransportFactory transports, WorkerTable table,
			ObjectProvider<MasterListener> listeners, WorkerFailureHandler failureHandler,
			ObjectProvider<WorkerAssignment> assignment) {
		return new MasterEngine(MasterSettingsFactory.settings(properties, environment, assignment.getIfAvailable()),
				registry, formats, transports, launcher, inProcessWorkers,
				new MasterObservers(table, new MasterListeners(listeners.orderedStream().toList()), failureHandler,
						RecordLogger.inUse()::log));
	}

	@Bean
	StandbyStarter rpcParallelStandbyStarter(RpcParallelProperties properties, ObjectProvider<WorkerEngine> engine) {
		return new StandbyStarter(properties.launch().standby(), engine);
	}

	@Bean
	@ConditionalOnMissingBean(WorkerOperations.class)
	WorkerTemplate workerTemplate(@Lazy WorkerEngine engine) {
		return new WorkerTemplate(engine);
	}

	@Bean
	MasterLoss parentHeartbeat(ObjectProvider<WorkerAssignment> assignment) {
		return new MasterLoss(assignment.getIfAvailable() != null);
	}

	@Bean
	ParkedWorker parkedWorker(WorkerFunctionRegistry registry, PayloadFormats formats, RpcTransportFactory transports,
			ProcessLog log, MasterLoss masterLoss, ConfigurableListableBeanFactory beanFactory) {
		return new ParkedProcess(new WorkerProcess(registry, formats, transports, log, () -> ownWorkers(beanFactory),
				masterLoss, beanFactory.getBeanClassLoader()));
	}

	// A worker that has never spawned any has no table, and does not make one to say so
	private static List<WorkerBranch> ownWorkers(ConfigurableListableBeanFactory beanFactory) {
		return (beanFactory.getSingleton(WORKER_TABLE) instanceof WorkerTable table)
				? WorkerBranches.of(table.workers()) : List.of();
	}

}
