package io.rpcparallel.test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A {@code curl} command of a document with the answer that the document shows.
 *
 * @param method the method of the request
 * @param path the path of the request
 * @param body what is sent, empty for nothing
 * @param answer what the document shows
 */
public record DocumentedExample(String method, String path, String body, JsonNode answer) {

	private static final Pattern EXAMPLE = Pattern.compile("```sh\\n(curl [^\\n]*)\\n```\\s*```json\\n(.*?)```",
			Pattern.DOTALL);

	private static final Pattern COMMAND = Pattern
		.compile("curl (?:-X (\\w+) )?(?:-H '[^']*' -d '([^']*)' )?\"?localhost:8080([^\\s\"]*)\"?");

	/**
	 * What is measured, so that it is another number each time.
	 */
	private static final Set<String> MEASURED = Set.of("pid", "resident", "heapUsed", "heapMax", "threads", "instances",
			"bytes");

	/**
	 * Texts that are others each time.
	 */
	private static final Set<String> TEXTS = Set.of("address", "dump", "threadDump");

	/**
	 * Lists of which the document shows only how one of them looks.
	 */
	private static final Set<String> SAMPLES = Set.of("command", "lines", "records", "classes");

	/**
	 * Read the examples of a document.
	 * @param document the document, or a section of one
	 */
	public static List<DocumentedExample> in(Document document) {
		Matcher example = EXAMPLE.matcher(document.text());
		List<DocumentedExample> examples = new ArrayList<>();
		while (example.find()) {
			Matcher command = COMMAND.matcher(example.group(1));
			if (!command.matches()) {
				throw new IllegalStateException("No command that is understood: " + example.group(1));
			}
			examples.add(new DocumentedExample(method(command), command.group(3),
					(command.group(2) != null) ? command.group(2) : "",
					JsonMapper.shared().readTree(example.group(2))));
		}
		return examples;
	}

	// As curl chooses it
	private static String method(Matcher command) {
		if (command.group(1) != null) {
			return command.group(1);
		}
		return (command.group(2) != null) ? "POST" : "GET";
	}

	/**
	 * Send the request.
	 * @param http sends it
	 * @param port the port of the application
	 * @return what is answered, without what is another each time
	 */
	public Object send(HttpClient http, int port) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + this.path))
			.header("Content-Type", "application/json")
			.method(this.method, BodyPublishers.ofString(this.body))
			.build();
		HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
		String text = response.body();
		return text.isEmpty() ? "status " + response.statusCode() : steady(JsonMapper.shared().readTree(text));
	}

	/**
	 * Return what is to be answered.
	 */
	public Object expected() {
		return steady(this.answer);
	}

	private static Object steady(JsonNode answer) {
		return steady("", answer, false);
	}

	private static Object steady(String name, JsonNode node, boolean sample) {
		if (node.isObject()) {
			Map<String, Object> object = new TreeMap<>();
			node.properties()
				.forEach((each) -> object.put(each.getKey(), steady(each.getKey(), each.getValue(), sample)));
			return object;
		}
		if (node.isArray()) {
			List<Object> list = new ArrayList<>();
			for (JsonNode each : node) {
				if (list.isEmpty() || !SAMPLES.contains(name)) {
					list.add(steady(name, each, sample || SAMPLES.contains(name)));
				}
			}
			return list;
		}
		if (node.isString()) {
			return (sample || TEXTS.contains(name)) ? "a text" : steady(node.asString());
		}
		return (node.isNumber() && (sample || MEASURED.contains(name))) ? "a number" : node.toString();
	}

	private static String steady(String text) {
		return text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "an id")
			.replaceAll("[0-9a-f]{64}", "a fingerprint")
			.replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:]+(\\.\\d+)?Z", "an instant")
			.replaceAll("^PT[\\dHM]*[\\d.]+[HMS]$", "a duration")
			.replaceAll("\\d{2,}", "a number");
	}

}
