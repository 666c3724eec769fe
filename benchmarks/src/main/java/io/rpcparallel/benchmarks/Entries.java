package io.rpcparallel.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import io.rpcparallel.benchmarks.contender.ContenderId;

/**
 * Who takes part: all whose means are there.
 */
final class Entries {

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	private Entries() {
	}

	static List<ContenderId> of(Form form) throws IOException {
		String properties = knownProperties();
		boolean python = isOnPath("python3");
		return Arrays.stream(ContenderId.values())
			.filter((id) -> id != ContenderId.PYTHON || python)
			// The smoke form never waits for a cache
			.filter((id) -> id != ContenderId.OURS_UNCACHED || form != Form.SMOKE)
			.filter((id) -> id.properties()
				.stream()
				.allMatch((property) -> properties.contains("\"%s\"".formatted(property.split("=")[0]))))
			.toList();
	}

	private static String knownProperties() throws IOException {
		StringBuilder text = new StringBuilder();
		for (URL url : Collections.list(Entries.class.getClassLoader().getResources(METADATA))) {
			try (InputStream stream = url.openStream()) {
				text.append(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
			}
		}
		return text.toString();
	}

	private static boolean isOnPath(String program) {
		return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
			.anyMatch((directory) -> Files.isExecutable(Path.of(directory, program)));
	}

}
