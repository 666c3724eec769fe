package io.rpcparallel.test.fault;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.rpcparallel.WorkerOutput;
import io.rpcparallel.WorkerStartException;
import io.rpcparallel.launch.ApplicationEntry;
import io.rpcparallel.launch.JavaCommand;
import io.rpcparallel.launch.LaunchRequest;
import io.rpcparallel.launch.LaunchedWorker;
import io.rpcparallel.launch.LocalProcessLauncher;
import io.rpcparallel.launch.RunningJvm;
import io.rpcparallel.test.MasterProcess;

/**
 * A program that launches processes in a place that lacks something, and says what comes
 * of it. It needs no more of the place than the launcher does.
 */
public final class LimitedMaster {

	// For a gigabyte of output on a machine that has else to do
	private static final Duration PATIENCE = Duration.ofMinutes(4);

	private LimitedMaster() {
	}

	/**
	 * Prepare a process that launches workers until one fails, ends them, and launches
	 * another one.
	 * @param java what is run in place of Java
	 * @param most how many workers it launches at most
	 * @param workingDirectory the working directory of the workers
	 */
	public static MasterProcess.Builder launching(Path java, int most, Path workingDirectory) {
		return MasterProcess.of(LimitedMaster.class)
			.arguments(java.toString(), Integer.toString(most), workingDirectory.toString());
	}

	public static void main(String[] args) {
		LocalProcessLauncher launcher = new LocalProcessLauncher(new JavaCommand(RunningJvm.current(),
				new ApplicationEntry("Main", List.of()), Path.of(args[0]), List.of(), false));
		launch(launcher, Integer.parseInt(args[1]), Path.of(args[2]));
	}

	private static void launch(LocalProcessLauncher launcher, int most, Path workingDirectory) {
		LaunchRequest request = new LaunchRequest("one", Map.of(), workingDirectory, List.of(), null, null,
				WorkerOutput.discard(), WorkerOutput.discard(), new byte[0]);
		List<LaunchedWorker> workers = new ArrayList<>();
		if (most > 1) {
			// Loads what is needed, as classes in folders can't be loaded later on
			launcher.launch(request).terminate(PATIENCE);
		}
		try {
			while (workers.size() < most) {
				workers.add(launcher.launch(request));
			}
		}
		catch (WorkerStartException ex) {
			System.out.println("FAILED " + ex.getMessage());
		}
		List<InputStream> occupied = (workers.size() == most) ? List.of() : occupyDescriptors();
		workers.forEach((worker) -> worker.terminate(PATIENCE));
		occupied.forEach(LimitedMaster::close);
		System.out.println("ENDED %d of %d well"
			.formatted(workers.stream().filter((worker) -> worker.onExit().getNow(-1) == 0).count(), workers.size()));
		workers.stream()
			.flatMap((worker) -> worker.lastLines().stream())
			.reduce((first, second) -> second)
			.ifPresent((last) -> System.out.println("LAST " + last));
		if (workers.size() < most && !workers.isEmpty()) {
			LaunchedWorker again = launcher.launch(request);
			again.terminate(PATIENCE);
			System.out.println("AGAIN " + again.onExit().getNow(-1));
		}
	}

	// As a launch that fails leaves a few
	private static List<InputStream> occupyDescriptors() {
		List<InputStream> occupied = new ArrayList<>();
		try {
			while (occupied.size() < 1000) {
				occupied.add(new FileInputStream("/dev/null"));
			}
		}
		catch (IOException ex) {
			System.out.println("OCCUPIED " + occupied.size());
		}
		return occupied;
	}

	private static void close(InputStream input) {
		try {
			input.close();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

}
