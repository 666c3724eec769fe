package io.rpcparallel.demo.explorer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.interactions.WheelInput.ScrollOrigin;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Uses the page as its users do: with real workers, and in a real browser where there is
 * one.
 */
@SpringBootTest(useMainMethod = UseMainMethod.ALWAYS, args = "explorer", webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "explorer.workers=2", "rpc-parallel.launch.standby=0",
				"rpc-parallel.launch.jvm-arguments=-XX:TieredStopAtLevel=1,-XX:+UseSerialGC" })
@DirtiesContext
@Timeout(180)
class ExplorerIntegrationTests {

	@LocalServerPort
	private int port;

	@Autowired
	private ServerProperties server;

	@Autowired
	private ThreadPoolTaskExecutor executor;

	@Test
	void thePageIsServedWithAPolicyAndOtherSitesCanChangeNothing() throws IOException, InterruptedException {
		HttpResponse<String> page = send(request("/"));
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.body()).contains("<title>Explorer");
		assertThat(page.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(
				(policy) -> assertThat(policy).startsWith("default-src 'none'").doesNotContain("unsafe"));
		HttpRequest.BodyPublisher nothing = HttpRequest.BodyPublishers.ofString("{}");
		assertThat(send(request("/api/workers").POST(nothing)).statusCode()).isEqualTo(403);
		assertThat(send(request("/api/workers").POST(nothing)
			.header("Content-Type", "application/json")
			.header("Origin", "http://elsewhere.example")).statusCode()).isEqualTo(403);
	}

	@Test
	void onlyThisMachineReachesThePageAndEachPageHasAThreadToReadItsEvents() {
		assertThat(this.server.getAddress()).isEqualTo(InetAddress.getLoopbackAddress());
		assertThat(this.executor.getCorePoolSize()).isEqualTo(Viewers.MOST);
	}

	@Test
	void aKilledWorkerIsReplacedAndThePictureIsCompleteAgain() {
		Assumptions.assumeTrue(Chromium.isInstalled(), "There is no chromium with its chromedriver");
		ChromeDriver browser = Chromium.start();
		try {
			browser.get("http://127.0.0.1:" + this.port + "/");
			awaitWorkers(browser, 2);
			awaitPicture(browser);
			zoom(browser);
			String killed = kill(browser);
			awaitWorkers(browser, 2);
			assertThat(names(browser, ".worker:not([data-state='LOST'])")).hasSize(2).doesNotContain(killed);
			awaitPicture(browser);
			stopAllAndSpawnOne(browser);
			readReport(browser, killed);
			assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).extracting(LogEntry::getMessage)
				.isEmpty();
		}
		finally {
			browser.quit();
		}
	}

	private void zoom(ChromeDriver browser) {
		WebElement map = browser.findElement(By.id("map"));
		new Actions(browser).scrollFromOrigin(ScrollOrigin.fromElement(map, -100, 20), 0, -600).perform();
		await("zoomed by the wheel").until(() -> text(browser, "zoom"), (zoom) -> zoom.equals("2.9×"));
		awaitPicture(browser);
		browser.findElement(By.id("zoom-in")).click();
		await("zoomed by the button").until(() -> text(browser, "zoom"), (zoom) -> zoom.equals("5.3×"));
		awaitPicture(browser);
	}

	private String kill(ChromeDriver browser) {
		WebElement kill = browser.findElement(By.cssSelector(".worker[data-seat='0'] .kill"));
		String name = Objects.requireNonNull(kill.getAttribute("aria-label")).replace("Kill ", "");
		kill.click();
		await("shown as lost").until(() -> names(browser, ".worker[data-state='LOST']"),
				(lost) -> lost.equals(List.of(name)));
		await("told of").until(() -> text(browser, "crash"), (crash) -> crash.startsWith(name));
		return name;
	}

	private void stopAllAndSpawnOne(ChromeDriver browser) {
		for (int left = 1; left >= 0; left--) {
			browser.findElement(By.cssSelector(".worker .actions:not([hidden]) .stop")).click();
			awaitWorkers(browser, left);
		}
		assertThat(browser.findElement(By.id("idle")).isDisplayed()).isTrue();
		browser.findElement(By.id("redraw")).click();
		browser.findElement(By.id("spawn")).click();
		awaitWorkers(browser, 1);
		assertThat(browser.findElement(By.id("idle")).isDisplayed()).isFalse();
		awaitPicture(browser);
	}

	private void readReport(ChromeDriver browser, String killed) {
		browser.findElement(By.id("read-report")).click();
		await("the report").until(() -> text(browser, "report-body"), (report) -> report.contains("KILLED"));
		assertThat(text(browser, "report-body")).contains("Worker " + killed + " is lost", "137", "Calls without");
	}

	private void awaitWorkers(ChromeDriver browser, int count) {
		await(count + " workers").until(() -> browser.findElement(By.id("workers")).getAttribute("data-active"),
				String.valueOf(count)::equals);
	}

	// Two frames later, so that what was done before is in the picture
	private void awaitPicture(ChromeDriver browser) {
		await("the picture").until(() -> browser.executeAsyncScript("""
				const done = arguments[arguments.length - 1];
				requestAnimationFrame(() => requestAnimationFrame(
					() => done(document.getElementById('map').dataset.missing)));
				"""), "0"::equals);
	}

	private static List<String> names(ChromeDriver browser, String selector) {
		return browser.findElements(By.cssSelector(selector + " .name")).stream().map(WebElement::getText).toList();
	}

	private static String text(ChromeDriver browser, String id) {
		return browser.findElement(By.id(id)).getText();
	}

	private static ConditionFactory await(String what) {
		return Awaitility.await(what)
			.atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(50))
			.ignoreException(StaleElementReferenceException.class);
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path));
	}

	private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

}
