package io.rpcparallel.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.rpcparallel.VitalSigns;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link VitalSignsReader}.
 */
class VitalSignsReaderTests {

	@TempDir
	private Path folder;

	@Test
	void theSystemTellsOfMemoryAndThreads() throws IOException {
		Path status = Files.writeString(this.folder.resolve("status"),
				"Name:\tjava\nVmHWM:\t  300 kB\nVmRSS:\t  112640 kB\nThreads:\t23\n");
		VitalSigns signs = new VitalSignsReader(() -> 5, () -> 3, status).get();
		assertThat(signs.inFlight()).isEqualTo(5);
		assertThat(signs.queued()).isEqualTo(3);
		assertThat(signs.resident()).isEqualTo(112_640L * 1024);
		assertThat(signs.threads()).isEqualTo(23);
		assertThat(signs.heapUsed()).isBetween(1L, signs.heapMax());
	}

	@Test
	void whatTheSystemDoesNotTellIsLeftOut() {
		VitalSigns signs = new VitalSignsReader(() -> 0, () -> 0, this.folder.resolve("absent")).get();
		assertThat(signs.resident()).isNull();
		assertThat(signs.threads()).isNull();
	}

	@Test
	void theTimeOfGarbageCollectionsComesLater() {
		VitalSignsReader reader = new VitalSignsReader(() -> 0, () -> 0);
		assertThat(reader.get().gcTime()).isNull();
		reader.get();
		reader.get();
		System.gc();
		assertThat(reader.get().gcTime()).isPositive();
	}

}
