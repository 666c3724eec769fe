package io.rpcparallel.demo.explorer;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.chrome.ChromeDriver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests parts of the page by themselves, in a browser but without the application.
 */
@Timeout(60)
class PageScriptsIntegrationTests {

	private static final String WORKERS = """
			const { Crew } = await import('/js/crew.js');
			const page = await (await fetch('/index.html')).text();
			const template = new DOMParser().parseFromString(page, 'text/html').getElementById('worker-row');
			const list = document.createElement('ul');
			document.body.replaceChildren(list);
			const crew = new Crew(list, template, () => {}, () => {});
			const worker = (name, state) => ({ id: name, name, state, seat: state === 'UP' ? 0 : null, pid: 1,
				resident: null, heartbeatMillis: null, uptimeMillis: 1, inFlight: 0, rendered: 0, end: null });
			""";

	private static @Nullable HttpServer server;

	private static ChromeDriver browser;

	@BeforeAll
	static void start() throws IOException {
		Assumptions.assumeTrue(Chromium.isInstalled(), "There is no chromium with its chromedriver");
		server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", PageScriptsIntegrationTests::serve);
		server.start();
		browser = Chromium.start();
		browser.get("http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
	}

	private static void serve(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().getPath();
		try (exchange; InputStream file = PageScriptsIntegrationTests.class.getResourceAsStream("/static" + path)) {
			byte[] body = (file != null && !path.equals("/")) ? file.readAllBytes() : new byte[0];
			exchange.getResponseHeaders().set("Content-Type", path.endsWith(".js") ? "text/javascript" : "text/html");
			exchange.sendResponseHeaders(200, (body.length > 0) ? body.length : -1);
			exchange.getResponseBody().write(body);
		}
	}

	@AfterAll
	static void end() {
		if (browser != null) {
			browser.quit();
		}
		if (server != null) {
			server.stop(0);
		}
	}

	@ParameterizedTest
	@CsvSource({ "PT0.249S, 249 ms", "PT0S, 0 ms", "PT2.45S, 2.5 s", "PT1M2.345S, 1 min 2 s", "PT3H0.2S, 3 h 0 min 0 s",
			"PT2M, 2 min 0 s", "soon, soon" })
	void durationsCanBeRead(String written, String shown) {
		assertThat(run("""
				const { duration } = await import('/js/format.js');
				return duration('%s');
				""".formatted(written))).isEqualTo(shown);
	}

	@Test
	void whatWasSaidLastIsSentLastAndWhatIsOutdatedNotAtAll() {
		assertThat(run("""
				const { Latest } = await import('/js/server.js');
				const sent = [];
				const arrivals = [];
				const latest = new Latest((what) => new Promise((arrived) => {
					sent.push(what);
					arrivals.push(arrived);
				}));
				const arrive = async () => {
					arrivals.shift()();
					await new Promise((resolve) => setTimeout(resolve));
				};
				latest.say(1);
				latest.say(2);
				latest.say(3);
				const before = sent.join();
				await arrive();
				const then = sent.join();
				await arrive();
				latest.say(4);
				return [before, then, sent.join()].join(' | ');
				""")).isEqualTo("1 | 1,3 | 1,3,4");
	}

	@Test
	void theFocusStaysWhenALostWorkerLeavesTheList() {
		assertThat(run(WORKERS + """
				crew.show([worker('a', 'LOST'), worker('b', 'UP'), worker('c', 'UP')], 1, 8);
				const focused = list.querySelector('[data-worker="b"] .kill');
				focused.focus();
				crew.show([worker('b', 'UP'), worker('c', 'UP')], 1, 8);
				return document.activeElement === focused;
				""")).isEqualTo(true);
	}

	@Test
	void theFocusOfAWorkerThatLeavesTheListGoesToItsNeighbour() {
		assertThat(run(WORKERS + """
				crew.show([worker('a', 'UP'), worker('b', 'UP')], 1, 8);
				list.querySelector('[data-worker="b"] .kill').focus();
				crew.show([worker('a', 'UP'), worker('b', 'LOST')], 1, 8);
				const first = document.activeElement.dataset.worker;
				crew.show([worker('a', 'UP')], 1, 8);
				return first + document.activeElement.dataset.worker;
				""")).isEqualTo("ba");
	}

	@Test
	void whatAWorkerIsCalledIsTextOnly() {
		assertThat(run(WORKERS + """
				crew.show([worker('<img src=x onerror=alert(1)>', 'LOST')], 1, 8);
				return list.querySelectorAll('img').length + list.querySelector('.name').textContent;
				""")).isEqualTo("0<img src=x onerror=alert(1)>");
	}

	@Test
	void aReportShowsAllThatIsKnownAsTextOnly() {
		assertThat(
				run("""
						const { write } = await import('/js/report.js');
						const into = document.createElement('div');
						write({ worker: { name: '<b>w</b>', startedAt: null }, time: '2026-03-01T12:00:00Z', cause: 'KILLED',
							description: 'its process was killed', callCount: 1, calls: [{ functionName: 'f', progress: 'UNKNOWN' }],
							lastLines: ['<i>last words</i>'], lastRecords: [], threadDump: 'a thread', vitalSigns: { inFlight: 2,
							queued: 1, heapUsed: 1048576, heapMax: 4194304, resident: null, threads: 9, gcTime: 'PT0.249S' } }, into);
						const facts = [...into.querySelectorAll('dd')].map((each) => each.textContent);
						return [into.querySelectorAll('b, i').length, ...facts.filter((each) => !each.includes('2026')),
							...[...into.querySelectorAll('pre')].map((each) => each.textContent)].join(' | ');
						"""))
			.isEqualTo("0 | KILLED | 1 MB of 4 MB | 9 | 2 | 1 | 249 ms"
					+ " | f: has no answer, whether it ran is not known | <i>last words</i> | a thread");
	}

	@Test
	void thePageAndTheServerHaveTheSameTilesAndColours() throws IOException {
		try (InputStream file = getClass().getResourceAsStream("/static/js/main.js")) {
			assertThat(file).isNotNull();
			assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8)).contains(
					"new View(%d, %d)".formatted(TileKey.SIZE, TileKey.MAX_LEVEL),
					"new Tiles(%d, ".formatted(TileKey.SIZE), "const SEATS = %d;".formatted(Crew.MOST));
		}
	}

	private static @Nullable Object run(String script) {
		return browser.executeAsyncScript("""
				const done = arguments[arguments.length - 1];
				(async () => {
				%s
				})().then(done, (problem) => done(String(problem)));
				""".formatted(script));
	}

}
