package io.rpcparallel.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CacheStore} and {@link CacheCleaner}.
 */
@EnabledOnOs({ OS.LINUX, OS.MAC })
class CacheStoreTests {

	@TempDir
	private Path folder;

	private Path root;

	private CacheStore store;

	@BeforeEach
	void create() throws IOException {
		this.root = this.folder.toRealPath().resolve("cache");
		this.store = new CacheStore(this.root, "app");
	}

	@AfterEach
	void close() {
		this.store.close();
	}

	@Test
	void thereIsNothingAtFirst() throws IOException {
		assertThat(this.store.find("archive-1-1")).isNull();
		assertThat(this.root).doesNotExist();
	}

	@Test
	void whatWasAddedIsFound() throws IOException {
		add("archive-1-1", "content");
		Path found = this.store.find("archive-1-1");
		assertThat(found).isEqualTo(this.root.resolve("app/archive-1-1"));
		assertThat(found.resolve("file")).hasContent("content");
		assertThat(this.store.find("archive-1-1")).isEqualTo(found);
		assertThat(names()).containsExactlyInAnyOrder("guard", "lock", "archive-1-1", "archive-1-1.lock");
	}

	@Test
	void otherContentOfTheSameSizeAndTimeIsNoticedAndThrownAway() throws IOException {
		add("archive-1-1", "content");
		Path file = this.root.resolve("app/archive-1-1/file");
		FileTime time = Files.getLastModifiedTime(file);
		Files.writeString(file, "CONTENT");
		Files.setLastModifiedTime(file, time);
		assertThat(this.store.find("archive-1-1")).isNull();
		assertThat(file.getParent()).doesNotExist();
		add("archive-1-1", "again");
		assertThat(this.store.find("archive-1-1")).isNotNull();
	}

	@Test
	void aFileThatIsMissingAddedOrCutOffIsNoticedWhileInUse() throws IOException {
		add("archive-1-1", "content");
		assertThat(this.store.find("archive-1-1")).isNotNull();
		Files.writeString(this.root.resolve("app/archive-1-1/file"), "con");
		assertThat(this.store.find("archive-1-1")).isNull();
		add("archive-1-1", "content");
		assertThat(this.store.find("archive-1-1")).isNotNull();
		Files.delete(this.root.resolve("app/archive-1-1/file"));
		assertThat(this.store.find("archive-1-1")).isNull();
		add("archive-1-1", "content");
		TrustedFolderTests.allow(Files.writeString(this.root.resolve("app/archive-1-1/more"), ""), "rw-------");
		assertThat(this.store.find("archive-1-1")).isNull();
	}

	@Test
	void whatWasNotFinishedIsNoEntry() throws IOException {
		TrustedFolder.create(this.root.resolve("app/archive-1-1"));
		assertThat(this.store.find("archive-1-1")).isNull();
	}

	@Test
	void whatOthersCanChangeIsAnError() throws IOException {
		add("archive-1-1", "content");
		TrustedFolderTests.allow(this.root, "rwxrwxrwx");
		assertThatExceptionOfType(UntrustedFileException.class).isThrownBy(() -> this.store.find("archive-1-1"));
		assertThatExceptionOfType(UntrustedFileException.class).isThrownBy(this.store::lock);
	}

	@Test
	void onlyOneMakesTheSameAndCleansUpAfterThoseWhoWereKilled() throws IOException {
		TrustedFolder.create(this.root.resolve("app/temp-of-a-killed-one/extracted"));
		try (CacheLock lock = this.store.lock(); CacheStore other = new CacheStore(this.root, "app")) {
			assertThat(lock).isNotNull();
			assertThat(other.lock()).isNull();
			assertThat(names()).containsExactlyInAnyOrder("guard", "lock");
		}
		try (CacheLock lock = this.store.lock()) {
			assertThat(lock).isNotNull();
		}
	}

	@Test
	void whatAKilledProcessLeftForOthersToWriteIsNotInTheWay() throws IOException {
		add("archive-1-1", "content");
		Path left = Files.writeString(Files.createDirectory(this.root.resolve("app/temp-1")).resolve("output"), "");
		Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("rw-rw-r--"));
		try (CacheLock lock = this.store.lock()) {
			assertThat(lock).isNotNull();
			assertThat(left).doesNotExist();
		}
	}

	@Test
	void archivesOfAnotherClassPathGo() throws IOException {
		add("archive-1-1", "old class path");
		add("archive-2-1", "other Java");
		add("archive-2-2", "needed");
		add("extracted-1", "left this minute");
		add("extracted-2", "left long ago");
		add("extracted-3", "needed");
		age("extracted-2", Duration.ofDays(2));
		this.store.clean(List.of("archive-2-2", "extracted-3"));
		assertThat(names()).containsExactlyInAnyOrder("guard", "lock", "archive-2-1", "archive-2-2", "extracted-1",
				"extracted-3");
	}

	@Test
	void whatIsUsedStays() throws IOException {
		add("archive-1-1", "used");
		assertThat(this.store.find("archive-1-1")).isNotNull();
		add("archive-2-1", "needed");
		this.store.clean(List.of("archive-2-1"));
		assertThat(names()).contains("archive-1-1");
		this.store.close();
		this.store.clean(List.of("archive-2-1"));
		assertThat(names()).containsExactlyInAnyOrder("guard", "lock", "archive-2-1");
	}

	@Test
	void whatWasNotUsedForLongestGoesFirstWhenThereIsTooMuch() throws IOException {
		for (int i = 1; i <= 4; i++) {
			add("archive-1-" + i, "x".repeat(1000));
			age("archive-1-" + i, Duration.ofHours(10 - i));
		}
		new CacheCleaner(this.root, 2500).clean("other", List.of(), Set.of());
		assertThat(names()).containsExactlyInAnyOrder("guard", "lock", "archive-1-3", "archive-1-4");
		new CacheCleaner(this.root, 100).clean("app", List.of("archive-1-3"), Set.of());
		assertThat(names()).containsExactlyInAnyOrder("guard", "lock", "archive-1-3");
	}

	@Test
	void whatWasExtractedAndUsedWithinADayStaysEvenIfThereIsTooMuch() throws IOException {
		for (String name : List.of("extracted-1", "extracted-2", "archive-1-1")) {
			add(name, "x".repeat(1000));
		}
		age("extracted-1", Duration.ofHours(25));
		age("extracted-2", Duration.ofHours(23));
		new CacheCleaner(this.root, 100).clean("other", List.of(), Set.of());
		assertThat(names()).containsExactlyInAnyOrder("guard", "lock", "extracted-2");
	}

	@Test
	void eachUseOfAnEntryCounts() throws IOException {
		add("extracted-1", "content");
		for (int i = 0; i < 2; i++) {
			age("extracted-1", Duration.ofDays(2));
			Path found = this.store.find("extracted-1");
			assertThat(Files.getLastModifiedTime(found).toInstant()).isAfter(Instant.now().minus(Duration.ofDays(1)));
		}
	}

	@Test
	void anEntryThatGoesWhileItIsLookedForIsNotKept() throws IOException {
		add("archive-1-1", "content");
		Path entry = this.store.find("archive-1-1");
		CacheStore.delete(entry);
		CacheEntry gone = new CacheEntry(entry);
		assertThat(this.store.use(gone)).isFalse();
		try (CacheLock lock = CacheLock.tryLock(CacheStore.lockOf(entry), false)) {
			assertThat(lock).isNotNull();
		}
	}

	@Test
	void anEntryOutlivesTheOtherContextOfTheSameProcessThatUsesIt() throws IOException {
		add("archive-1-1", "content");
		CacheStore other = new CacheStore(this.root, "app");
		assertThat(other.find("archive-1-1")).isNotNull();
		Path entry = this.store.find("archive-1-1");
		assertThat(entry).isNotNull();
		other.close();
		assertThat(this.store.find("archive-1-1")).isEqualTo(entry);
		new CacheCleaner(this.root, 0).clean("other", List.of(), Set.of());
		assertThat(entry).exists();
		this.store.close();
		new CacheCleaner(this.root, 0).clean("other", List.of(), Set.of());
		assertThat(entry).doesNotExist();
	}

	private void add(String name, String content) throws IOException {
		try (CacheLock lock = this.store.lock()) {
			assertThat(lock).isNotNull();
			Path temporary = this.store.temporary();
			Path made = Files.createDirectory(temporary.resolve("made"));
			Files.writeString(made.resolve("file"), content);
			this.store.add(made, name);
			CacheStore.delete(temporary);
		}
	}

	private void age(String name, Duration age) throws IOException {
		Files.setLastModifiedTime(this.root.resolve("app").resolve(name), FileTime.from(Instant.now().minus(age)));
	}

	private List<String> names() throws IOException {
		try (Stream<Path> files = Files.list(this.root.resolve("app"))) {
			return files.map((file) -> file.getFileName().toString()).toList();
		}
	}

}
