package io.rpcparallel.bootstrap;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.StringUtils;

import io.rpcparallel.process.Descendants;
import io.rpcparallel.protocol.Causes;
import io.rpcparallel.protocol.WorkerAssignment;
import io.rpcparallel.protocol.WorkerExitCode;
import io.rpcparallel.protocol.WorkerRole;

/**
 * Turns the run of an application into a worker: takes the assignment before anything
 * else happens, and keeps the main thread from when the context is up until the worker
 * ends, so that runners, ready events and the code after {@code SpringApplication.run}
 * never come to be.
 */
public class WorkerRunListener implements SpringApplicationRunListener, Ordered {

	/**
	 * The profile that is active in workers.
	 */
	public static final String PROFILE = "rpc-parallel-worker";

	private static final String BLUEPRINT_BEAN = "rpcParallelApplicationBlueprint";

	static final String ASSIGNMENT_BEAN = "rpcParallelWorkerAssignment";

	private static final String CLAIMED = "rpc-parallel.worker.claimed";

	private static final int MOST_CAUSES = 10;

	private final SpringApplication application;

	private @Nullable WorkerAssignment assignment;

	private @Nullable MasterGuard guard;

	/**
	 * Create the listener of one run.
	 * @param application the application that runs
	 */
	public WorkerRunListener(SpringApplication application) {
		this.application = application;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void starting(ConfigurableBootstrapContext bootstrapContext) {
		WorkerMode mode = WorkerMode.current();
		if (mode == WorkerMode.MASTER || System.getProperty(CLAIMED) != null) {
			// A further application in a worker's process is not the worker
			return;
		}
		WorkerAssignment assignment = take(mode);
		this.assignment = assignment;
		this.guard = new MasterGuard();
		this.guard.watch(System.in);
		System.setIn(InputStream.nullInputStream());
		List<String> profiles = new ArrayList<>(assignment.profiles());
		profiles.add(PROFILE);
		this.application.setAdditionalProfiles(StringUtils.toStringArray(profiles));
		bootstrapContext.register(WorkerAssignment.class, (context) -> assignment);
	}

	private static WorkerAssignment take(WorkerMode mode) {
		try {
			if (mode == WorkerMode.UNASSIGNED) {
				throw new IOException("no master started this process");
			}
			WorkerAssignment assignment = AssignmentReader.read(System.in);
			System.setProperty(CLAIMED, "true");
			return assignment;
		}
		catch (IOException ex) {
			System.err.println(
					"rpc-parallel: this process has no assignment as a worker (%s). Workers are started by their master; to start the application itself, unset the environment variable RPC_PARALLEL_WORKER"
						.formatted((ex.getMessage() != null) ? ex.getMessage() : "standard input has ended"));
			System.exit(WorkerExitCode.NO_ASSIGNMENT.code());
			throw new IllegalStateException("The JVM is exiting", ex);
		}
	}

	// Else the variable would be taken for the value of "rpc-parallel.worker", in the
	// children of a worker too
	@Override
	public void environmentPrepared(ConfigurableBootstrapContext bootstrapContext,
			ConfigurableEnvironment environment) {
		String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		if (environment.getPropertySources().get(name) instanceof SystemEnvironmentPropertySource variables
				&& variables.containsProperty(WorkerRole.VARIABLE)) {
			Map<String, Object> others = new LinkedHashMap<>(variables.getSource());
			others.remove(WorkerRole.VARIABLE);
			environment.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, others));
		}
	}

	@Override
	public void contextPrepared(ConfigurableApplicationContext context) {
		List<Class<?>> sources = new ArrayList<>();
		for (Object source : this.application.getAllSources()) {
			if (source instanceof Class<?> type) {
				sources.add(type);
			}
		}
		context.getBeanFactory()
			.registerSingleton(BLUEPRINT_BEAN,
					new ApplicationBlueprint(this.application.getMainApplicationClass(), sources));
		if (this.assignment != null) {
			context.getBeanFactory().registerSingleton(ASSIGNMENT_BEAN, this.assignment);
		}
	}

	@Override
	public void started(ConfigurableApplicationContext context, @Nullable Duration timeTaken) {
		if (this.assignment == null || this.guard == null) {
			return;
		}
		ParkedWorker worker = context.getBean(ParkedWorker.class);
		this.guard.parked(worker);
		WorkerExitCode code = worker.run(this.assignment);
		// Workers of this worker end in good order with the context, whatever is left
		// after it
		SpringApplication.exit(context);
		try {
			endDescendants(code);
		}
		finally {
			worker.closed();
			System.exit(code.code());
		}
	}

	// A master that is there ends also those that have got another parent
	private static void endDescendants(WorkerExitCode code) {
		Descendants descendants = new Descendants();
		if (code == WorkerExitCode.ORPHANED) {
			descendants.find();
		}
		descendants.kill();
	}

	@Override
	public void failed(@Nullable ConfigurableApplicationContext context, Throwable exception) {
		if (this.assignment == null) {
			return;
		}
		// On standard error, since a master shows its last lines wherever logging goes
		StringBuilder message = new StringBuilder(
				"rpc-parallel: worker '%s' could not start: %s".formatted(this.assignment.workerName(), exception));
		Causes.of(exception, 1 + MOST_CAUSES)
			.skip(1)
			.forEach((cause) -> message.append(System.lineSeparator()).append("Caused by: ").append(cause));
		System.err.println(message);
		exitAfter(Thread.currentThread());
	}

	// The failure is reported after this; a thread of the application must not outlive it
	private static void exitAfter(Thread main) {
		Thread thread = new Thread(() -> {
			try {
				main.join();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			try {
				new Descendants().kill();
			}
			finally {
				System.exit(WorkerExitCode.FAILED.code());
			}
		}, "rpc-parallel-exit");
		thread.setDaemon(true);
		thread.start();
	}

}
