package io.rpcparallel.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MemoryKills}.
 */
class MemoryKillsTests {

	@TempDir
	private Path folder;

	private Path mount;

	@BeforeEach
	void prepare() {
		this.mount = this.folder.resolve("mount");
	}

	@Test
	void aKillInTheGroupOfVersionTwoIsNoticed() throws IOException {
		Path events = write("a/b/memory.events", "low 0\nhigh 0\nmax 9\noom 1\noom_kill 1\noom_group_kill 0\n");
		MemoryKills kills = MemoryKills.since(membership("0::/a/b\n"), this.mount);
		assertThat(kills.happened()).isFalse();
		Files.writeString(events, "oom 2\noom_kill 2\n");
		assertThat(kills.happened()).isTrue();
	}

	@Test
	void aKillInTheGroupOfVersionOneIsNoticed() throws IOException {
		Path control = write("memory/a/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 0\n");
		MemoryKills kills = MemoryKills.since(membership("8:pids:/x\n4:cpu,memory:/a\n0::/\n"), this.mount);
		assertThat(kills.happened()).isFalse();
		Files.writeString(control, "oom_kill_disable 0\nunder_oom 0\noom_kill 1\n");
		assertThat(kills.happened()).isTrue();
	}

	@Test
	void aKillThatTheProcessHasSurvivedDoesNotCount() throws IOException {
		Path events = write("a/memory.events", "oom_kill 0\n");
		MemoryKills kills = MemoryKills.since(membership("0::/a\n"), this.mount);
		Files.writeString(events, "oom_kill 1\n");
		kills.survived();
		// It may have been killed after it gave the sign
		assertThat(kills.happened()).isTrue();
		kills.survived();
		assertThat(kills.happened()).isFalse();
		Files.delete(events);
		kills.survived();
		kills.survived();
		Files.writeString(events, "oom_kill 1\n");
		assertThat(kills.happened()).isFalse();
		Files.writeString(events, "oom_kill 2\n");
		assertThat(kills.happened()).isTrue();
	}

	@Test
	void inAContainerTheGroupIsTheOneThatIsMounted() throws IOException {
		Path events = write("memory.events", "oom_kill 0\n");
		MemoryKills kills = MemoryKills.since(membership("0::/../../of/the/host\n"), this.mount);
		Files.writeString(events, "oom_kill 3\n");
		assertThat(kills.happened()).isTrue();
	}

	@Test
	void whereNothingIsCountedNothingHasHappened() throws IOException {
		assertThat(MemoryKills.since(this.folder.resolve("absent"), this.mount).happened()).isFalse();
		assertThat(MemoryKills.since(membership("nonsense\n0::/\n4:memory:/a"), this.mount).happened()).isFalse();
		write("memory.events", "oom_kill many\n");
		assertThat(MemoryKills.since(membership("0::/\n"), this.mount).happened()).isFalse();
	}

	@Test
	void aGroupThatIsGoneTellsNothing() throws IOException {
		Path events = write("a/memory.events", "oom_kill 0\n");
		MemoryKills kills = MemoryKills.since(membership("0::/a\n"), this.mount);
		Files.delete(events);
		assertThat(kills.happened()).isFalse();
	}

	private Path membership(String lines) throws IOException {
		return Files.writeString(this.folder.resolve("cgroup"), lines);
	}

	private Path write(String name, String lines) throws IOException {
		Path file = this.mount.resolve(name);
		Files.createDirectories(file.getParent());
		return Files.writeString(file, lines);
	}

}
