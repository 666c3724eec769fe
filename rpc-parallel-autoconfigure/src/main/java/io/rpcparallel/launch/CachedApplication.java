package io.rpcparallel.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * An application as far as the start-up cache goes: which of its entries a worker can be
 * started from, and how they are made. Archives do not work within an executable jar, so
 * that is extracted first.
 */
final class CachedApplication {

	private final CacheStore store;

	private final JavaCommand command;

	private final JvmArchive archive;

	private final String jvmName;

	CachedApplication(CacheStore store, JavaCommand command, JvmArchive archive, String jvmName) {
		this.store = store;
		this.command = command;
		this.archive = archive;
		this.jvmName = jvmName;
	}

	/**
	 * Return why nothing can be cached.
	 * @param command the command line of workers
	 * @return the reason, or {@code null} if there is none
	 */
	static @Nullable String objection(JavaCommand command) {
		ApplicationLocation location = command.plainStart().location();
		if (!command.runsOwnJava()) {
			return "workers run on another Java than this process";
		}
		if (location.executableJar() == null && location.mainClass() == null) {
			return "the application is packed in a jar that is not one of Boot's JarLauncher";
		}
		return location.entries()
			.stream()
			.filter((entry) -> new File(entry).isDirectory())
			.findFirst()
			.map((folder) -> "there is a folder in the class path: " + folder)
			.orElse(null);
	}

	/**
	 * Return the name of an application's folder.
	 * @param root the folder of the whole cache
	 * @param command the command line of workers
	 * @return the name
	 * @throws IOException if the folder can't be looked at
	 */
	static String nameOf(Path root, JavaCommand command) throws IOException {
		List<String> entries = command.plainStart().location().entries();
		Path first = Path.of(entries.get(0));
		if (Files.isDirectory(root) && first.startsWith(root.toRealPath())) {
			// A worker that runs from what was extracted spawns the same ones
			return root.toRealPath().relativize(first).getName(0).toString();
		}
		String mainClass = command.entry().mainClass();
		Fingerprint fingerprint = new Fingerprint().add(mainClass);
		entries.forEach(fingerprint::add);
		return mainClass.substring(mainClass.lastIndexOf('.') + 1) + "-" + fingerprint.text();
	}

	CacheStore store() {
		return this.store;
	}

	/**
	 * Return from what a worker is best started now.
	 * @param request what to start
	 * @return the start
	 * @throws IOException if the cache can't be read
	 */
	WorkerStart startOf(LaunchRequest request) throws IOException {
		ApplicationLocation location = location();
		if (location == null) {
			return this.command.plainStart();
		}
		WorkerStart start = WorkerStart.plain(location);
		Path folder = this.store.find(keyOf(request, location).folderName());
		return (folder != null) ? start.with(this.archive.useArguments(folder)) : start;
	}

	// Where an archive works, or null if it is not extracted yet
	private @Nullable ApplicationLocation location() throws IOException {
		ApplicationLocation original = this.command.plainStart().location();
		File jar = original.executableJar();
		if (jar == null) {
			return original;
		}
		Path folder = this.store.find(extractedName(jar));
		return (folder != null) ? ApplicationLocation.ofClassPath(List.of(folder.resolve(jar.getName()).toString()),
				this.command.entry().mainClass(), original.files()) : null;
	}

	private static String extractedName(File jar) throws IOException {
		return CacheCleaner.EXTRACTED + new Fingerprint().add(jar).addState(jar.toPath()).text();
	}

	private CacheKey keyOf(LaunchRequest request, ApplicationLocation location) throws IOException {
		return new CacheKey(CacheKey.ofClassPath(location.entries()), CacheKey.ofJvm(this.jvmName,
				this.command.jvm().javaHome(), CacheKey.argumentsOf(request, this.command)));
	}

	/**
	 * Return whether workers start faster once the application is extracted.
	 * @return whether there is an executable jar that is not extracted yet
	 * @throws IOException if the cache can't be read
	 */
	boolean isToBeExtracted() throws IOException {
		File jar = this.command.plainStart().location().executableJar();
		return jar != null && this.store.find(extractedName(jar)) == null;
	}

	/**
	 * Extract the executable jar, if that doesn't take too long.
	 * @param request what is to be started
	 * @param longest how long to wait for it
	 * @throws IOException if it can't be extracted, or takes longer
	 */
	void extract(LaunchRequest request, Duration longest) throws IOException {
		File jar = this.command.plainStart().location().executableJar();
		Assert.state(jar != null, "There is no executable jar");
		Path temporary = this.store.temporary();
		try {
			extract(request, jar, temporary, BackgroundProcess.urgent(temporary.resolve("output"), longest));
		}
		finally {
			CacheStore.delete(temporary);
		}
	}

	/**
	 * Return the file that is there if nothing could be made for such workers.
	 * @param request what is to be started
	 * @return the file
	 * @throws IOException if the class path can't be looked at
	 */
	Path failureMarker(LaunchRequest request) throws IOException {
		return this.store.marker("failed-" + new Fingerprint()
			.add(CacheKey.ofJvm(this.jvmName, this.command.jvm().javaHome(),
					CacheKey.argumentsOf(request, this.command)))
			.add(CacheKey.ofClassPath(this.command.plainStart().location().entries()))
			.text());
	}

	/**
	 * Make what there is not yet.
	 * @param request what is to be started
	 * @param trainer has a worker started and leave
	 * @throws IOException if it can't be made
	 */
	void make(LaunchRequest request, Trainer trainer) throws IOException {
		Path temporary = this.store.temporary();
		try {
			File jar = this.command.plainStart().location().executableJar();
			if (jar != null && isToBeExtracted()) {
				extract(request, jar, temporary, BackgroundProcess.patient(temporary.resolve("output")));
			}
			ApplicationLocation location = location();
			if (location == null) {
				throw new IOException("what was extracted from '%s' is no longer there".formatted(jar));
			}
			CacheKey key = keyOf(request, location);
			if (this.store.find(key.folderName()) == null) {
				train(request, location, temporary, trainer);
				if (!keyOf(request, location).equals(key)) {
					throw new IOException("the class path was changed meanwhile");
				}
				this.store.add(temporary.resolve("archive"), key.folderName());
			}
			this.store.clean((jar != null) ? List.of(key.folderName(), extractedName(jar)) : List.of(key.folderName()));
		}
		finally {
			CacheStore.delete(temporary);
		}
	}

	private void extract(LaunchRequest request, File jar, Path temporary, BackgroundProcess process)
			throws IOException {
		String name = extractedName(jar);
		Path made = temporary.resolve("extracted");
		process.run(List.of(this.command.executable(), "-XX:TieredStopAtLevel=1", "-Djarmode=tools", "-jar",
				jar.getPath(), "extract", "--destination", made.toString()), environment(request));
		if (!Files.isRegularFile(made.resolve(jar.getName()))) {
			throw new IOException("'%s' can't be extracted; does it have spring-boot-jarmode-tools?".formatted(jar));
		}
		if (!extractedName(jar).equals(name)) {
			throw new IOException("'%s' was changed meanwhile".formatted(jar));
		}
		this.store.add(made, name);
	}

	private void train(LaunchRequest request, ApplicationLocation location, Path temporary, Trainer trainer)
			throws IOException {
		Path made = Files.createDirectory(temporary.resolve("archive"));
		WorkerStart start = WorkerStart.plain(location);
		trainer.train(start.with(this.archive.recordArguments(made)).atLowPriority());
		if (this.archive.ahead()) {
			create(request, start.with(this.archive.createArguments(made)), temporary);
			Files.delete(made.resolve(JvmArchive.RECORD));
		}
		if (!Files.isRegularFile(this.archive.file(made))) {
			throw new IOException("the JVM has written no archive");
		}
	}

	private void create(LaunchRequest request, WorkerStart start, Path temporary) throws IOException {
		ArgumentFile pathArguments = this.command.argumentFileFor(request, start);
		try {
			BackgroundProcess.patient(temporary.resolve("output"))
				.run(this.command.commandFor(request, start, pathArguments), environment(request));
		}
		finally {
			if (pathArguments != null) {
				pathArguments.delete();
			}
		}
	}

	private Map<String, String> environment(LaunchRequest request) {
		Map<String, String> environment = new HashMap<>(this.command.jvm().environment());
		this.command.changeEnvironment(request, environment);
		return environment;
	}

	/**
	 * Has a worker started and leave.
	 */
	@FunctionalInterface
	interface Trainer {

		void train(WorkerStart start);

	}

}
