package io.rpcparallel.demo.census;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;

import org.awaitility.Awaitility;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import tools.jackson.dataformat.cbor.CBORMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the repackaged application with real workers.
 */
@Timeout(300)
class CensusIntegrationTests {

	private Path folder;

	private Path truncated;

	private Path zeros;

	private Path missing;

	private String paths;

	@BeforeEach
	void writeBadFiles(@TempDir Path folder) throws URISyntaxException {
		this.folder = folder;
		byte[] content = new Jars().with(HashMap.class, String.class).toBytes();
		this.truncated = Jars.write(folder.resolve("truncated.jar"), Jars.half(content));
		this.zeros = new Jars().with("Zeros.class", new byte[100])
			.with(HashMap.class)
			.writeTo(folder.resolve("zeros.jar"));
		this.missing = folder.resolve("missing.jar");
		this.paths = "--census.path=%s,%s,%s,%s,%s,%s".formatted(jarOf(ClassReader.class), jarOf(NullMarked.class),
				jarOf(CBORMapper.class), this.truncated, this.zeros, this.missing);
	}

	@Test
	@Tag("E14")
	void workersOfAFatJarCountTheSameAsItsOwnProcess() throws IOException {
		DemoProcess demo = new DemoProcess(DemoProcess.repackagedJar(), this.folder);
		assertWorkersCountTheSame(demo);
		assertCountsItsClassPath(demo);
	}

	@Test
	@Tag("E14")
	void workersOfTheExtractedLayoutCountTheSameAsItsOwnProcess() throws IOException {
		Path jar = DemoProcess.repackagedJar();
		Path extracted = this.folder.resolve("extracted");
		DemoProcess.Result extraction = new DemoProcess(jar, this.folder).run("-Djarmode=tools", "extract",
				"--destination", extracted.toString());
		assertThat(extraction.exitCode()).as(extraction.err()).isZero();
		DemoProcess demo = new DemoProcess(extracted.resolve(jar.getFileName()), this.folder);
		assertWorkersCountTheSame(demo);
		assertCountsItsClassPath(demo);
	}

	@Test
	void badArgumentsEndWithAMessage() throws IOException {
		DemoProcess demo = new DemoProcess(DemoProcess.repackagedJar(), this.folder);
		DemoProcess.Result negative = demo.census(-1, this.paths);
		assertThat(negative.exitCode()).isOne();
		assertThat(negative.out()).contains("'census.workers' must be 0 (count in this process)");
		assertThat(negative.descendants()).isEmpty();
	}

	private void assertWorkersCountTheSame(DemoProcess demo) throws IOException {
		DemoProcess.Result local = demo.census(0, this.paths);
		assertThat(local.exitCode()).as(local.err()).isZero();
		assertThat(local.descendants()).isEmpty();
		Census expected = demo.report().census();
		DemoProcess.Result remote = demo.census(2, this.paths);
		assertThat(remote.exitCode()).as(remote.err()).isZero();
		assertThat(remote.descendants()).hasSizeGreaterThanOrEqualTo(2);
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(remote::nothingLeft);
		assertThat(demo.report().census()).isEqualTo(expected);
		assertThat(demo.report().shares()).extracting(Share::worker).containsExactly("census-1", "census-2");
		assertThat(expected.packages()).containsKeys("java.util", "org.objectweb.asm", "org.jspecify.annotations");
		assertThat(expected.skipped()).containsExactlyInAnyOrder(
				new Skipped(this.truncated.toString(), "is no valid zip: zip END header not found"),
				new Skipped(this.zeros + "!/Zeros.class", "no class file: starts with 00000000, not with CAFEBABE"),
				new Skipped(this.missing.toString(), "does not exist"));
		assertThat(remote.out()).contains("Skipped (3):", "census-1", "census-2");
		assertThat(remote.err()).contains("100 %");
	}

	private void assertCountsItsClassPath(DemoProcess demo) throws IOException {
		DemoProcess.Result result = demo.census(0);
		assertThat(result.exitCode()).as(result.err()).isZero();
		assertThat(demo.report().census().packages()).containsKeys("io.rpcparallel.demo.census",
				"org.springframework.core", "org.objectweb.asm");
		assertThat(demo.report().census().skipped()).isEmpty();
	}

	private Path jarOf(Class<?> type) throws URISyntaxException {
		return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
	}

}
