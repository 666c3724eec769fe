package io.rpcparallel.launch;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

import org.jspecify.annotations.Nullable;

/**
 * Where a worker's JVM finds the application.
 *
 * @param pathArguments the arguments that name the class path or the executable jar
 * @param mainClass the class to run, or {@code null} if the jar names it
 * @param files the files and folders that the arguments name
 * @param entries the entries of the class path
 * @param executableJar the jar of Boot that everything is packed in, or {@code null} if
 * it is none
 */
record ApplicationLocation(List<String> pathArguments, @Nullable String mainClass, ApplicationFiles files,
		List<String> entries, @Nullable File executableJar) {

	private static final String BOOT_LOADER = "org.springframework.boot.loader.";

	private static final String JAR_LAUNCHER = BOOT_LOADER + "launch.JarLauncher";

	private static final String PROPERTIES_LAUNCHER = BOOT_LOADER + "launch.PropertiesLauncher";

	static ApplicationLocation of(RunningJvm jvm, String mainClass) {
		List<String> entries = absoluteEntries(jvm);
		ApplicationFiles files = ApplicationFiles.of(entries);
		if (entries.size() == 1) {
			File entry = new File(entries.get(0));
			Attributes attributes = mainAttributesOf(entry);
			String loader = attributes.getValue(Attributes.Name.MAIN_CLASS);
			if (loader != null && loader.startsWith(BOOT_LOADER)) {
				return ofExecutable(entry, loader, attributes.getValue("Start-Class"), mainClass, files);
			}
		}
		return ofClassPath(entries, mainClass, files);
	}

	static ApplicationLocation ofClassPath(List<String> entries, String mainClass, ApplicationFiles files) {
		return new ApplicationLocation(List.of("-cp", String.join(File.pathSeparator, entries)), mainClass, files,
				List.copyOf(entries), null);
	}

	// The application's classes are out of reach without the loader of Boot
	private static ApplicationLocation ofExecutable(File entry, String loader, @Nullable String startClass,
			String mainClass, ApplicationFiles files) {
		if (loader.equals(JAR_LAUNCHER) && startClass != null && !startClass.equals(mainClass)) {
			return new ApplicationLocation(List.of("-Dloader.main=" + mainClass, "-cp", entry.getPath()),
					PROPERTIES_LAUNCHER, files, List.of(entry.getPath()), entry.isFile() ? entry : null);
		}
		if (entry.isDirectory()) {
			return ofClassPath(List.of(entry.getPath()), loader, files);
		}
		return new ApplicationLocation(List.of("-jar", entry.getPath()), null, files, List.of(entry.getPath()),
				loader.equals(JAR_LAUNCHER) ? entry : null);
	}

	private static List<String> absoluteEntries(RunningJvm jvm) {
		List<String> entries = new ArrayList<>();
		for (String entry : jvm.classPath().split(File.pathSeparator, -1)) {
			File file = new File(entry);
			if (entry.isEmpty() || entry.equals(".")) {
				entries.add(jvm.workingDirectory());
			}
			else {
				// Not normalized, as "link/.." is not always where the link is
				entries.add(file.isAbsolute() ? entry : new File(jvm.workingDirectory(), entry).getPath());
			}
		}
		return entries;
	}

	private static Attributes mainAttributesOf(File entry) {
		try {
			Manifest manifest = entry.isDirectory() ? manifestIn(entry) : manifestOf(entry);
			return (manifest != null) ? manifest.getMainAttributes() : new Attributes();
		}
		catch (IOException ex) {
			// Then it is no executable jar either, and the worker's JVM says what is
			// wrong
			return new Attributes();
		}
	}

	// An executable jar that was unpacked
	private static @Nullable Manifest manifestIn(File folder) throws IOException {
		File file = new File(folder, JarFile.MANIFEST_NAME);
		if (!file.isFile()) {
			return null;
		}
		try (InputStream input = new FileInputStream(file)) {
			return new Manifest(input);
		}
	}

	private static @Nullable Manifest manifestOf(File file) throws IOException {
		if (!file.isFile()) {
			return null;
		}
		try (JarFile jar = new JarFile(file)) {
			return jar.getManifest();
		}
	}

}
