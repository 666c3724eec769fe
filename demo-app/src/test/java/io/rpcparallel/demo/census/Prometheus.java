package io.rpcparallel.demo.census;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Prometheus of this machine that scrapes an application each second.
 */
final class Prometheus implements AutoCloseable {

	private static final HttpClient client = HttpClient.newHttpClient();

	private final Process process;

	private final int port;

	private Prometheus(Process process, int port) {
		this.process = process;
		this.port = port;
	}

	/**
	 * Return whether a program is there.
	 * @param program {@code prometheus} or {@code promtool}
	 * @return whether it can be run
	 */
	static boolean hasProgram(String program) {
		return Stream.of(System.getenv("PATH").split(File.pathSeparator))
			.anyMatch((folder) -> Files.isExecutable(Path.of(folder, program)));
	}

	/**
	 * Start it.
	 * @param folder what it writes to
	 * @param target the port of the application
	 * @return the process
	 * @throws IOException if it can't be started
	 */
	static Prometheus start(Path folder, int target) throws IOException {
		Path config = Files.writeString(folder.resolve("prometheus.yml"), """
				global:
				  scrape_interval: 1s
				scrape_configs:
				  - job_name: demo
				    metrics_path: /actuator/prometheus
				    static_configs:
				      - targets: ["127.0.0.1:%d"]
				""".formatted(target));
		int port = freePort();
		Process process = new ProcessBuilder(List.of("prometheus", "--config.file=" + config,
				"--storage.tsdb.path=" + folder.resolve("data"), "--web.listen-address=127.0.0.1:" + port))
			.redirectErrorStream(true)
			.redirectOutput(folder.resolve("prometheus.log").toFile())
			.start();
		return new Prometheus(process, port);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	/**
	 * Ask for a value.
	 * @param query an expression with one value
	 * @return the value, or {@code NaN} if there is none yet
	 * @throws InterruptedException if the thread is interrupted
	 */
	double value(String query) throws InterruptedException {
		try {
			JsonNode answer = JsonMapper.shared()
				.readTree(get("http://127.0.0.1:%d/api/v1/query?query=%s".formatted(this.port,
						URLEncoder.encode(query, StandardCharsets.UTF_8))));
			return answer.at("/data/result/0/value/1").asDouble(Double.NaN);
		}
		catch (IOException ex) {
			// It is about to start
			return Double.NaN;
		}
	}

	/**
	 * Get a page.
	 * @param uri where it is
	 * @return the page
	 * @throws IOException if nobody answers
	 * @throws InterruptedException if the thread is interrupted
	 */
	static String get(String uri) throws IOException, InterruptedException {
		return client.send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString())
			.body();
	}

	@Override
	public void close() {
		this.process.destroyForcibly().onExit().join();
	}

}
