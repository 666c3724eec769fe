package io.rpcparallel.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import io.rpcparallel.test.LeavesNothingBehind;
import io.rpcparallel.test.MasterProcess;
import io.rpcparallel.test.ProbeApplication;
import io.rpcparallel.test.ProbeApplication.Report;
import io.rpcparallel.test.fault.Figures;
import io.rpcparallel.test.fault.LimitedMaster;
import io.rpcparallel.test.fault.Script;
import io.rpcparallel.test.fault.Soak;
import io.rpcparallel.test.fault.Stranger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Masters in places that lack something: memory, descriptors, processes, permissions, a
 * disk to write to.
 */
@LeavesNothingBehind
@EnabledOnOs(OS.LINUX)
@Timeout(400)
class EnvironmentFaultIntegrationTests {

	private static final int MEGABYTES = Soak.choose(100, 1024);

	// Nothing can be written but to what a namespace of its own has mounted
	private static final String READ_ONLY = "mount -o remount,ro,bind / && exec \"$@\"";

	@TempDir
	private static Path shared;

	private static Stranger stranger;

	@TempDir
	private Path folder;

	@BeforeAll
	static void makeReadable() {
		stranger = new Stranger(shared);
	}

	@Test
	@Tag("E1")
	void anExecutableOnADiskThatRunsNoneIsNamed() throws IOException {
		Path disk = Files.createDirectory(this.folder.resolve("disk"));
		Path java = idle();
		String mount = "mount -t tmpfs -o noexec none '%s' && cp '%s' '%s'".formatted(disk, java, disk);
		assumeThat(Script.works("unshare", "-m", "sh", "-c", mount)).as("disks can be mounted").isTrue();
		try (MasterProcess master = LimitedMaster.launching(disk.resolve("java"), 1, this.folder)
			.runBy("unshare", "-m", "sh", "-c", mount + " && exec \"$@\"", "sh")
			.start(this.folder)) {
			assertThat(master.awaitLine("FAILED ")).isEqualTo(
					"Worker 'one' did not start: this process may not run the Java executable '%s'; change its permissions or set another one",
					disk.resolve("java"));
			assertThat(master.awaitExit()).as(master::toString).isZero();
		}
	}

	@Test
	@Tag("E2")
	void aWorkingDirectoryThatMayNotBeEnteredIsNamed() throws IOException {
		assumeThat(Stranger.isPossible()).as("this process may become another user").isTrue();
		Path closed = Files.createDirectory(this.folder.resolve("closed"),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		Files.setPosixFilePermissions(this.folder, PosixFilePermissions.fromString("rwxr-xr-x"));
		try (MasterProcess master = stranger.run(LimitedMaster.launching(idle(), 1, closed)).start(this.folder)) {
			assertThat(master.awaitLine("FAILED "))
				.contains("this process may not enter the working directory '%s'".formatted(closed));
			assertThat(master.awaitExit()).as(master::toString).isZero();
		}
	}

	@Test
	@Tag("E5")
	void whatAWorkerPrintsTakesNoMemoryOfItsMasterHoweverMuchItIs() {
		String bytes = "head -c %dM /dev/zero".formatted(MEGABYTES);
		Path java = Script.write(this.folder.resolve("java"), bytes + " | tr '\\0' '\\377'", "echo", bytes + " >&2",
				"yes 'a line that is printed again and again, until it is cut off' | " + bytes.replace("/dev/zero", ""),
				"echo", "echo the end");
		try (MasterProcess master = LimitedMaster.launching(java, 1, this.folder)
			.jvmArguments("-Xmx20m")
			.start(this.folder)) {
			long start = System.nanoTime();
			assertThat(master.awaitLine("LAST ")).isEqualTo("[worker one stdout] the end");
			assertThat(master.awaitLine("ENDED ")).isEqualTo("1 of 1 well");
			assertThat(master.awaitExit()).as(master::toString).isZero();
			Figures.print("E5", "3 times %d MB taken by a master with a heap of 20 MB within %d ms", MEGABYTES,
					Figures.since(start).toMillis());
		}
	}

	@Test
	@Tag("E11")
	void withoutFurtherDescriptorsALaunchSaysSoAndWorkersCanStillBeEnded() {
		assertRecovers(LimitedMaster.launching(idle(), 200, this.folder).runBy("prlimit", "--nofile=200:200"),
				"Too many open files");
	}

	@Test
	@Tag("E11")
	void withoutFurtherProcessesALaunchSaysSoAndTheNextOneWorks() throws IOException {
		assumeThat(Stranger.isPossible()).as("this process may become another user").isTrue();
		Files.setPosixFilePermissions(this.folder, PosixFilePermissions.fromString("rwxr-xr-x"));
		assertRecovers(
				stranger.run(LimitedMaster.launching(idle(), 200, this.folder).runBy("prlimit", "--nproc=70:70")),
				"limits on processes and memory");
	}

	private void assertRecovers(MasterProcess.Builder builder, String reason) {
		try (MasterProcess master = builder.start(this.folder)) {
			assertThat(master.awaitLine("FAILED ")).startsWith("Worker 'one' did not start: ").contains(reason);
			assertThat(master.awaitLine("ENDED ")).matches("(\\d+) of \\1 well").doesNotStartWith("0");
			assertThat(master.awaitLine("AGAIN ")).isEqualTo("0");
			assertThat(master.awaitExit()).as(master::toString).isZero();
		}
	}

	@Test
	@Tag("E21")
	void aStrangerWithoutAHomeSpawnsOnAReadOnlyDisk() {
		assumeThat(Stranger.isPossible()).as("this process may become another user").isTrue();
		assumeThat(Script.works("unshare", "-m", "sh", "-c", READ_ONLY, "sh", "true")).as("disks can be mounted")
			.isTrue();
		try (MasterProcess master = stranger
			.run(MasterProcess.of(ProbeApplication.class)
				.runBy("unshare", "-m", "sh", "-c", READ_ONLY, "sh")
				.environment("RPCPARALLEL_LAUNCH_STARTUPCACHE", "auto"))
			.start(this.folder)) {
			Report report = ProbeApplication.reportOf(master);
			assertThat(master.awaitExit()).as(master::toString).isZero();
			assertThat(report.master().property("user.home")).isEqualTo("?");
			assertThat(report.worker().environment()).doesNotContainKey("HOME");
			assertThat(master.stdout().lines().filter((line) -> !line.contains("[worker")))
				.noneMatch((line) -> line.contains(" WARN ") || line.contains(" ERROR "));
		}
	}

	@Test
	@Tag("E21")
	void withoutAFolderToWriteToTheSettingThatWantsOneIsNamed() {
		assumeThat(Stranger.isPossible()).as("this process may become another user").isTrue();
		try (MasterProcess master = stranger
			.run(MasterProcess.of(ProbeApplication.class)
				.jvmArguments("-Djava.io.tmpdir=/proc")
				.arguments("--rpc-parallel.rpc.transport=unix"))
			.start(this.folder)) {
			assertThat(master.awaitExit()).as(master::toString).isOne();
			assertThat(master.stderr()).contains(
					"WorkerStartException: Worker 'worker-1' did not start: this process can't listen for it. There can be no Unix domain socket in the folder '/proc'. Set 'rpc-parallel.rpc.transport' to 'auto' or 'tcp', or 'java.io.tmpdir' to a short path that can be written to");
		}
	}

	// Reads until it is told to leave
	private Path idle() {
		return Script.write(this.folder.resolve("java"), "exec cat > /dev/null");
	}

}
