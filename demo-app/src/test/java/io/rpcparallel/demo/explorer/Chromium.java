package io.rpcparallel.demo.explorer;

import java.io.File;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;

import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The browser of this machine, if it has one.
 */
final class Chromium {

	private Chromium() {
	}

	static boolean isInstalled() {
		return browser().isPresent() && driver().isPresent();
	}

	static ChromeDriver start() {
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.ALL);
		ChromeOptions options = new ChromeOptions().setBinary(browser().orElseThrow())
			.addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
					"--disable-background-networking", "--disable-component-update", "--disable-sync",
					"--disable-dev-shm-usage", "--window-size=1280,800");
		options.setCapability("goog:loggingPrefs", logs);
		// Named, so that none is looked for elsewhere
		ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(driver().orElseThrow())
			.withEnvironment(Map.of("SE_OFFLINE", "true"))
			.build();
		return new ChromeDriver(service, options);
	}

	private static Optional<File> browser() {
		return find("chromium", "chromium-browser", "google-chrome");
	}

	private static Optional<File> driver() {
		return find("chromedriver");
	}

	private static Optional<File> find(String... names) {
		String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
		return Stream.of(names)
			.flatMap((name) -> Stream.of(path.split(File.pathSeparator)).map((folder) -> new File(folder, name)))
			.filter(File::canExecute)
			.findFirst();
	}

}
