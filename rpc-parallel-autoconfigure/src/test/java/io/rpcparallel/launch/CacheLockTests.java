package io.rpcparallel.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.rpcparallel.test.TestClassPath;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CacheLock}. What a lock is worth only another process can tell.
 */
class CacheLockTests {

	@TempDir
	private Path folder;

	private Path file;

	@BeforeEach
	void create() {
		this.file = this.folder.resolve("lock");
	}

	@Test
	void whoIsRefusedInTheSameProcessDoesNotEndTheLock() throws IOException, InterruptedException {
		try (CacheLock lock = CacheLock.tryLock(this.file, false)) {
			assertThat(lock).isNotNull();
			assertThat(CacheLock.tryLock(this.file, false)).isNull();
			assertThat(isFreeElsewhere()).isFalse();
		}
		assertThat(isFreeElsewhere()).isTrue();
		try (CacheLock lock = CacheLock.tryLock(this.file, false)) {
			assertThat(lock).isNotNull();
		}
	}

	@Test
	void whoBorrowsALockInTheSameProcessDoesNotEndIt() throws IOException, InterruptedException {
		try (CacheLock lock = CacheLock.tryLock(this.file, true)) {
			assertThat(lock).isNotNull();
			assertThat(lock.isBorrowed()).isFalse();
			try (CacheLock borrowed = CacheLock.tryLock(this.file, true)) {
				assertThat(borrowed).isNotNull();
				assertThat(borrowed.isBorrowed()).isTrue();
			}
			assertThat(CacheLock.tryLock(this.file, false)).isNull();
			assertThat(isFreeElsewhere()).isFalse();
		}
	}

	@Test
	void locksOnOtherFilesAreIndependent() throws IOException {
		try (CacheLock lock = CacheLock.tryLock(this.file, false);
				CacheLock other = CacheLock.tryLock(this.folder.resolve("other"), false)) {
			assertThat(lock).isNotNull();
			assertThat(other).isNotNull();
		}
	}

	private boolean isFreeElsewhere() throws IOException, InterruptedException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", TestClassPath.tests().toString(),
				WorkerMains.Locking.class.getName(), this.file.toString())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
		assertThat(process.waitFor()).as(printed).isZero();
		return Boolean.parseBoolean(printed);
	}

}
