package io.rpcparallel.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.WorkerLogging;
import io.rpcparallel.WorkerOutput;
import io.rpcparallel.launch.StartupCache;
import io.rpcparallel.logging.WorkerLog;
import io.rpcparallel.protocol.PayloadCodec;
import io.rpcparallel.transport.SocketKind;

/**
 * Properties of rpc-parallel.
 *
 * @param connectionTimeout How long opening a connection to a worker may take. If a unit
 * is not given, milliseconds are used.
 * @param shutdownGrace How long a worker whose connection was closed may take to end
 * before it is killed. If a unit is not given, milliseconds are used.
 * @param codec What carries payloads that are more than a single number, text or byte
 * array: CBOR, Apache Fory, or, with auto, Apache Fory for often-sent payloads if it is
 * on the class path, and CBOR for what it does not carry faithfully.
 * @param calls What applies to calls.
 * @param rpc Settings of connections.
 * @param launch How worker processes are started.
 * @param worker How workers behave.
 * @param health What the health of workers goes by.
 * @since 0.1.0
 */
@ConfigurationProperties("rpc-parallel")
public record RpcParallelProperties(@DefaultValue("10s") Duration connectionTimeout,
		@DefaultValue("5s") Duration shutdownGrace, @DefaultValue("auto") PayloadCodec codec, @DefaultValue Calls calls,
		@DefaultValue Rpc rpc, @DefaultValue Launch launch, @DefaultValue WorkerSettings worker,
		@DefaultValue Health health) {

	/**
	 * Create properties.
	 * @throws IllegalArgumentException if a value is out of range
	 */
	public RpcParallelProperties {
		Assert.isTrue(connectionTimeout.toMillis() > 0, "'rpc-parallel.connection-timeout' must be positive");
		Assert.isTrue(!shutdownGrace.isNegative(), "'rpc-parallel.shutdown-grace' must not be negative");
	}

	/**
	 * What applies to calls.
	 *
	 * @param deadline How long a call that is answered once may take, unless it or the
	 * spawn of its worker says otherwise. By default there is no limit. If a unit is not
	 * given, milliseconds are used.
	 */
	public record Calls(@Nullable Duration deadline) {

		/**
		 * Create properties.
		 * @throws IllegalArgumentException if a value is out of range
		 */
		public Calls {
			Assert.isTrue(deadline == null || deadline.toMillis() > 0,
					"'rpc-parallel.calls.deadline' must be positive");
		}

	}

	/**
	 * Settings of connections.
	 *
	 * @param transport What the application and its workers talk over: unix for Unix
	 * domain sockets in a folder of java.io.tmpdir that only this user can enter, tcp for
	 * the loopback address, auto for TCP where the first does not work, such as on
	 * Windows.
	 * @param maxMessageSize Size of the largest query, init argument or result.
	 * @param heartbeatInterval How often both sides of a connection send a heartbeat. If
	 * a unit is not given, milliseconds are used.
	 * @param heartbeatTimeout How long the other side of a connection may be silent
	 * before it is taken for lost. A process of this machine that was stopped has less
	 * time, and one that works or is under a debugger has more. If a unit is not given,
	 * milliseconds are used.
	 * @param handshakeTimeout How long a connection that was opened may take to show its
	 * key, and its opener to get the answer, with the state of a session. If a unit is
	 * not given, milliseconds are used.
	 * @param bufferAgeLimit How long what was written to a connection may wait for a slow
	 * reader before the connection is ended. If a unit is not given, milliseconds are
	 * used.
	 */
	public record Rpc(@DefaultValue("auto") SocketKind transport, @DefaultValue("64MB") DataSize maxMessageSize,
			@DefaultValue("2s") Duration heartbeatInterval, @DefaultValue("30s") Duration heartbeatTimeout,
			@DefaultValue("10s") Duration handshakeTimeout, @DefaultValue("2m") Duration bufferAgeLimit) {

		/**
		 * Create properties.
		 * @throws IllegalArgumentException if a value is out of range
		 */
		public Rpc {
			Assert.isTrue(maxMessageSize.toBytes() > 0 && maxMessageSize.compareTo(RpcSettings.LARGEST_MESSAGE) <= 0,
					"'rpc-parallel.rpc.max-message-size' must be between 1B and 1GB");
			Assert.isTrue(heartbeatInterval.toMillis() > 0, "'rpc-parallel.rpc.heartbeat-interval' must be positive");
			Assert.isTrue(heartbeatTimeout.compareTo(heartbeatInterval) > 0,
					"'rpc-parallel.rpc.heartbeat-timeout' must be longer than 'rpc-parallel.rpc.heartbeat-interval'");
			Assert.isTrue(handshakeTimeout.toMillis() > 0, "'rpc-parallel.rpc.handshake-timeout' must be positive");
			Assert.isTrue(bufferAgeLimit.toMillis() > 0, "'rpc-parallel.rpc.buffer-age-limit' must be positive");
		}

		RpcSettings settings() {
			return new RpcSettings(this.maxMessageSize, this.heartbeatInterval, this.heartbeatTimeout,
					this.handshakeTimeout, this.bufferAgeLimit);
		}

	}

	/**
	 * How worker processes are started.
	 *
	 * @param javaExecutable Java executable of workers. By default that of this JVM.
	 * @param mainClass Main class of workers. By default the one that started this
	 * application.
	 * @param jvmArguments Arguments for the JVM of workers. They win over what workers
	 * get otherwise: the serial collector unless another is chosen anywhere, a heap that
	 * starts small, and compilers that start later, which all make a worker start sooner
	 * and cost nothing once it is warm.
	 * @param inheritJvmArguments Whether workers get those of this JVM's arguments that
	 * are safe to repeat: system properties, module options, assertions, stack size and
	 * collector; never heap, compiler, agents, debugger or JMX.
	 * @param heap Maximum heap size of workers. By default the JVM chooses.
	 * @param environment Environment variables that workers get in addition to this
	 * process's own.
	 * @param workingDirectory Working directory of workers. By default that of this
	 * process.
	 * @param umask Permissions that files created by workers don't get, in octal with a
	 * leading zero, such as 077. In YAML it needs quotes, and everywhere a POSIX shell.
	 * By default that of this process.
	 * @param stdout Where the standard output of workers goes: discard, inherit, log,
	 * append:FILE or truncate:FILE, where FILE is no named pipe.
	 * @param stderr Where the standard error of workers goes: discard, inherit, log,
	 * append:FILE or truncate:FILE, where FILE is no named pipe.
	 * @param spawnTimeout How long it may take from the start of a worker's process until
	 * the worker is ready. If a unit is not given, milliseconds are used.
	 * @param maxConcurrentStarts How many workers may be starting at once; further ones
	 * wait. By default the number of processors.
	 * @param maxDepth How deep workers of workers may go: 1 lets only the application
	 * itself spawn workers.
	 * @param standby How many workers wait, started, for a spawn that they are handed to.
	 * @param startupCache Where the archive of loaded classes is that workers start
	 * faster from, made in the background by a worker of its own: auto for a folder in
	 * the user's cache folder, off for none, or the path of a folder that only this user
	 * can write to. Only applications that run from jars have one.
	 */
	public record Launch(@Nullable Path javaExecutable, @Nullable String mainClass,
			@DefaultValue List<String> jvmArguments, @DefaultValue("true") boolean inheritJvmArguments,
			@Nullable DataSize heap, @DefaultValue Map<String, String> environment, @Nullable Path workingDirectory,
			@Nullable String umask, @DefaultValue("log") WorkerOutput stdout, @DefaultValue("log") WorkerOutput stderr,
			@DefaultValue("60s") Duration spawnTimeout, @Nullable Integer maxConcurrentStarts,
			@DefaultValue("3") int maxDepth, @DefaultValue("0") int standby,
			@DefaultValue(StartupCache.AUTO) String startupCache) {

		/**
		 * Create properties.
		 * @throws IllegalArgumentException if a value is out of range
		 */
		public Launch {
			Assert.isTrue(spawnTimeout.toMillis() > 0, "'rpc-parallel.launch.spawn-timeout' must be positive");
			Assert.isTrue(heap == null || heap.toBytes() > 0, "'rpc-parallel.launch.heap' must be positive");
			Assert.isTrue(maxConcurrentStarts == null || maxConcurrentStarts > 0,
					"'rpc-parallel.launch.max-concurrent-starts' must be positive");
			// With the zero required, what YAML has made a decimal number of is refused
			Assert.isTrue(umask == null || umask.matches("0[0-7]{2,3}"),
					"'rpc-parallel.launch.umask' must be octal with a leading zero, such as 077; in YAML it needs quotes");
			Assert.isTrue(maxDepth > 0, "'rpc-parallel.launch.max-depth' must be positive");
			Assert.isTrue(standby >= 0, "'rpc-parallel.launch.standby' must not be negative");
			Assert.hasText(startupCache,
					"'rpc-parallel.launch.startup-cache' must be 'auto', 'off' or the path of a folder");
		}

	}

	/**
	 * How workers behave.
	 *
	 * @param concurrency How many calls a worker executes at once.
	 * @param orphanGrace How long a worker may take to end when the application is
	 * closed, and how long what it does at the loss of its master may take. If the
	 * master's process is gone, closing the worker has an eighth of it. If a unit is not
	 * given, milliseconds are used.
	 * @param deadlineGrace How long a call whose deadline has passed, and which was
	 * cancelled, may go on before its worker is ended. If a unit is not given,
	 * milliseconds are used.
	 * @param terminationGrace How long a worker that a signal such as SIGTERM asks to end
	 * goes on with the calls that it has. If a unit is not given, milliseconds are used.
	 * @param logging Where the log records of workers go: forward to have them logged by
	 * this process as if it had logged them, console to have each worker print them, file
	 * and a colon and a path with {name} or {id} in it for a log file of each worker, or
	 * none.
	 * @param logRateLimit How many log records a worker may forward in a second. Of more
	 * the oldest are dropped, and counted.
	 * @param logBufferSize How many of a worker's last log records are kept for those who
	 * subscribe to its log later. With 0 it keeps none.
	 * @param properties Properties that apply in workers only, above all others.
	 * @param autoConfiguration Which auto-configurations workers have.
	 */
	public record WorkerSettings(@DefaultValue("1") int concurrency, @DefaultValue("1s") Duration orphanGrace,
			@DefaultValue("2s") Duration deadlineGrace, @DefaultValue("10s") Duration terminationGrace,
			@DefaultValue("forward") WorkerLogging logging, @DefaultValue("1000") int logRateLimit,
			@DefaultValue("1000") int logBufferSize, @DefaultValue Map<String, String> properties,
			@DefaultValue AutoConfigurations autoConfiguration) {

		/**
		 * Create properties.
		 * @throws IllegalArgumentException if a value is out of range
		 */
		public WorkerSettings {
			Assert.isTrue(concurrency > 0, "'rpc-parallel.worker.concurrency' must be positive");
			Assert.isTrue(!orphanGrace.isNegative(), "'rpc-parallel.worker.orphan-grace' must not be negative");
			Assert.isTrue(!deadlineGrace.isNegative(), "'rpc-parallel.worker.deadline-grace' must not be negative");
			Assert.isTrue(!terminationGrace.isNegative(),
					"'rpc-parallel.worker.termination-grace' must not be negative");
			Assert.isTrue(logRateLimit > 0, "'rpc-parallel.worker.log-rate-limit' must be positive");
			Assert.isTrue(logBufferSize >= 0 && logBufferSize <= WorkerLog.MAX_BUFFER_SIZE,
					"'rpc-parallel.worker.log-buffer-size' must be between 0 and " + WorkerLog.MAX_BUFFER_SIZE);
		}

	}

	/**
	 * Which auto-configurations workers have.
	 *
	 * @param include Class names of auto-configurations that workers have although they
	 * are servers, endpoints, exporters and the like. An asterisk stands for anything.
	 * @param exclude Class names of further auto-configurations that workers don't have.
	 * An asterisk stands for anything.
	 */
	public record AutoConfigurations(@DefaultValue List<String> include, @DefaultValue List<String> exclude) {

	}

	/**
	 * What the health of workers goes by.
	 *
	 * @param lostRetention How long a worker that was lost is shown as down in health,
	 * endpoint and metrics. If a unit is not given, milliseconds are used.
	 * @param heartbeatLimit How old the last heartbeat of a worker may be before the
	 * worker is shown as down. By default five heartbeat intervals. If a unit is not
	 * given, milliseconds are used.
	 * @param changing Status of a worker that starts or is told to end: unknown, which
	 * leaves the status of the application as it is, or out-of-service, which takes the
	 * application out of service meanwhile.
	 * @param crashReports How many crash reports of lost workers are kept for the
	 * endpoint, whether these are still shown as down or not.
	 */
	public record Health(@DefaultValue("60s") Duration lostRetention, @Nullable Duration heartbeatLimit,
			@DefaultValue("unknown") ChangingStatus changing, @DefaultValue("20") int crashReports) {

		/**
		 * Create properties.
		 * @throws IllegalArgumentException if a value is out of range
		 */
		public Health {
			Assert.isTrue(!lostRetention.isNegative(), "'rpc-parallel.health.lost-retention' must not be negative");
			Assert.isTrue(heartbeatLimit == null || heartbeatLimit.toMillis() > 0,
					"'rpc-parallel.health.heartbeat-limit' must be positive");
			Assert.isTrue(crashReports >= 0, "'rpc-parallel.health.crash-reports' must not be negative");
		}

		/**
		 * How a worker is shown that starts or was told to end.
		 */
		public enum ChangingStatus {

			/**
			 * As {@code UNKNOWN}, which weighs least.
			 */
			UNKNOWN,

			/**
			 * As {@code OUT_OF_SERVICE}, which weighs more than {@code UP}.
			 */
			OUT_OF_SERVICE

		}

	}

}
