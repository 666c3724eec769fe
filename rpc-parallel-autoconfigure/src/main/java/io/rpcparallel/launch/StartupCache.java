package io.rpcparallel.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Has workers start from an archive of loaded classes, which a worker in the background
 * makes once for the application, its Java and its JVM arguments. Whatever goes wrong
 * with it, workers start as they would without it.
 *
 * @since 0.1.0
 */
public final class StartupCache implements AutoCloseable {

	/**
	 * The setting that chooses the folder by itself.
	 */
	public static final String AUTO = "auto";

	/**
	 * The setting that switches the cache off.
	 */
	public static final String OFF = "off";

	private static final Log logger = LogFactory.getLog(StartupCache.class);

	private static final int MOST_TRAININGS = 4;

	private static final Duration TRIED_AGAIN = Duration.ofDays(1);

	private final String setting;

	private final JavaCommand command;

	private final String jvmName;

	private final Object monitor = new Object();

	private final FirstExtraction extraction = new FirstExtraction();

	private final AtomicBoolean warned = new AtomicBoolean();

	private final Set<String> trained = ConcurrentHashMap.newKeySet();

	private final AtomicInteger trainings = new AtomicInteger();

	private final AtomicBoolean limitTold = new AtomicBoolean();

	private @Nullable Optional<CachedApplication> application;

	private volatile boolean closed;

	/**
	 * Create a cache. Nothing is read or written before the first start of a worker.
	 * @param setting {@link #AUTO}, {@link #OFF}, or the path of a folder that nobody but
	 * this user can write to, which is made if there is none
	 * @param command the command line of workers
	 */
	public StartupCache(String setting, JavaCommand command) {
		this.setting = setting;
		this.command = command;
		this.jvmName = System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.vendor") + " "
				+ System.getProperty("java.vm.version");
	}

	/**
	 * Return from what a worker is best started now.
	 * @param request what to start
	 * @return the start
	 */
	WorkerStart startOf(LaunchRequest request) {
		try {
			CachedApplication cached = applicationFor(request);
			if (cached == null) {
				return this.command.plainStart();
			}
			this.extraction.await(cached, request);
			return cached.startOf(request);
		}
		catch (IOException | RuntimeException | LinkageError | OutOfMemoryError ex) {
			warn(ex);
			return this.command.plainStart();
		}
	}

	/**
	 * Return the training that workers like one that has been started are in need of.
	 * @param request what was started
	 * @param launch starts a process
	 * @return the training, or nothing if it was done or can't be
	 */
	Optional<StartupTraining> trainingFor(LaunchRequest request,
			BiFunction<LaunchRequest, WorkerStart, LaunchedWorker> launch) {
		try {
			CachedApplication cached = applicationFor(request);
			String arguments = new Fingerprint().add(CacheKey.argumentsOf(request, this.command)).text();
			if (cached == null || this.trained.contains(arguments) || isLimitReached()
					|| !this.trained.add(arguments)) {
				return Optional.empty();
			}
			return Optional.of((worker) -> {
				if (!train(cached, request, (start) -> {
					this.trainings.incrementAndGet();
					worker.accept((each) -> launch.apply(each, start));
				})) {
					this.trained.remove(arguments);
				}
			});
		}
		catch (IOException | RuntimeException ex) {
			warn(ex);
			return Optional.empty();
		}
	}

	// Spawns with ever other arguments would keep a processor busy and fill the disk
	private boolean isLimitReached() {
		if (this.trainings.get() < MOST_TRAININGS) {
			return false;
		}
		if (this.limitTold.compareAndSet(false, true)) {
			logger.info(
					"Workers were trained for %d different sets of JVM arguments. For further ones there is no start-up cache until the application is started again; spawn with fewer of them if starts take too long"
						.formatted(MOST_TRAININGS));
		}
		return true;
	}

	// Returns whether it was tried
	private boolean train(CachedApplication cached, LaunchRequest request, CachedApplication.Trainer trainer) {
		try (CacheLock lock = cached.store().lock()) {
			Path failed = cached.failureMarker(request);
			if (lock == null || isRecent(failed)) {
				return lock != null;
			}
			make(cached, request, trainer, failed);
		}
		catch (IOException | RuntimeException ex) {
			giveUp(ex);
		}
		return true;
	}

	private void make(CachedApplication cached, LaunchRequest request, CachedApplication.Trainer trainer, Path failed)
			throws IOException {
		try {
			long start = System.nanoTime();
			cached.make(request, trainer);
			logger.debug("The start-up cache of workers is ready after %d ms"
				.formatted(Duration.ofNanos(System.nanoTime() - start).toMillis()));
		}
		catch (Throwable ex) {
			if (!isEnded(ex)) {
				Files.writeString(failed, "");
			}
			throw ex;
		}
	}

	// Then it may well be made at the next start of the application
	private boolean isEnded(Throwable failure) {
		return this.closed || Thread.currentThread().isInterrupted() || EndFromOutside.isCauseOf(failure);
	}

	// What can't be made is not tried at each start of the application
	private static boolean isRecent(Path failed) throws IOException {
		if (!Files.exists(failed)) {
			return false;
		}
		if (Files.getLastModifiedTime(failed).toInstant().isAfter(Instant.now().minus(TRIED_AGAIN))) {
			logger.debug("The start-up cache of workers could not be made before: " + failed);
			return true;
		}
		Files.delete(failed);
		return false;
	}

	private @Nullable CachedApplication applicationFor(LaunchRequest request) throws IOException {
		synchronized (this.monitor) {
			if (this.application == null) {
				this.application = Optional.ofNullable(find());
			}
		}
		String inTheWay = CacheKey.inTheWay(CacheKey.argumentsOf(request, this.command));
		if (this.application.isEmpty() || !inTheWay.isEmpty() || !this.command.files().replaced().isEmpty()) {
			return null;
		}
		return this.application.get();
	}

	private @Nullable CachedApplication find() throws IOException {
		Path root = root();
		if (root == null) {
			return without("it is off, or there is no folder for it");
		}
		JvmArchive archive = JvmArchive.of(this.jvmName, this.command.jvm().feature());
		if (archive == null) {
			return without("this JVM is not known to have archives");
		}
		String objection = CachedApplication.objection(this.command);
		if (objection != null) {
			return without(objection);
		}
		CacheStore store = new CacheStore(root, CachedApplication.nameOf(root, this.command));
		return new CachedApplication(store, this.command, archive, this.jvmName);
	}

	private static @Nullable CachedApplication without(String reason) {
		logger.debug("Workers start without a start-up cache, since " + reason);
		return null;
	}

	private @Nullable Path root() {
		return switch (this.setting.toLowerCase(Locale.ROOT)) {
			// What YAML makes of 'off'
			case OFF, "false" -> null;
			case AUTO -> defaultRoot(this.command.jvm().environment(), this.command.jvm().windows());
			default -> Path.of(this.command.jvm().workingDirectory()).resolve(this.setting);
		};
	}

	static @Nullable Path defaultRoot(Map<String, String> environment, boolean windows) {
		String folder = environment.get(windows ? "LOCALAPPDATA" : "XDG_CACHE_HOME");
		Path parent = (folder != null && !folder.isEmpty()) ? Path.of(folder)
				: Path.of(System.getProperty("user.home"), ".cache");
		return parent.isAbsolute() ? parent.resolve("rpc-parallel") : null;
	}

	private void giveUp(Exception failure) {
		if (isEnded(failure)) {
			logger.debug("The start-up cache of workers is not made now, since that or the application was ended",
					failure);
		}
		else {
			warn(failure);
		}
	}

	private void warn(Throwable failure) {
		String message = "Workers start without a start-up cache, which costs them some seconds: %s. Set 'rpc-parallel.launch.startup-cache' to a folder that only this user can write to, or to 'off'"
			.formatted((failure.getMessage() != null) ? failure.getMessage().lines().findFirst().orElse("") : failure);
		if (this.warned.compareAndSet(false, true)) {
			logger.warn(message);
		}
		logger.debug(message, failure);
	}

	/**
	 * Let others delete what is used here.
	 */
	@Override
	public void close() {
		this.closed = true;
		synchronized (this.monitor) {
			if (this.application != null) {
				this.application.map(CachedApplication::store).ifPresent(CacheStore::close);
			}
		}
	}

}
