package io.rpcparallel.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.rpcparallel.protocol.WorkerRole;

/**
 * What this process has that workers could leave behind.
 */
public final class Leftovers {

	private static final Set<String> OPEN_STATES = Set.of("01", "0A");

	private static final Set<String> NOT_OURS = Set.of("/dev/", "/proc/", javaHome());

	private Leftovers() {
	}

	private static String javaHome() {
		try {
			return Path.of(System.getProperty("java.home")).toRealPath().toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * List the descendants of this process, zombies included, and what its workers have
	 * started and left to others.
	 */
	public static Set<String> processes() {
		String mark = "\0" + WorkerRole.VARIABLE + "=stdin:" + ProcessHandle.current().pid() + "\0";
		return Stream
			.concat(ProcessHandle.current().descendants(),
					ProcessHandle.allProcesses().filter((process) -> environment(process.pid()).contains(mark)))
			.map((process) -> process.pid() + (isZombie(process.pid()) ? " (zombie)" : "") + " "
					+ process.info()
						.commandLine()
						.map((line) -> line.substring(0, Math.min(400, line.length())))
						.orElse("?"))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static String environment(long pid) {
		try {
			return "\0"
					+ new String(Files.readAllBytes(Path.of("/proc/" + pid + "/environ")), StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			// It has ended, or is somebody else's
			return "";
		}
	}

	/**
	 * List the threads that have a name of ours.
	 */
	public static Set<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("rpc-parallel"))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/**
	 * List the listening and established sockets, TCP and Unix, that this process holds.
	 */
	public static Set<String> sockets() {
		Set<String> inodes = descriptorInodes();
		return Stream.concat(tcpSockets(inodes), unixSockets(inodes)).collect(Collectors.toCollection(TreeSet::new));
	}

	// A socket of the JVM's own has no other side, which would hold a reference to it
	private static Stream<String> unixSockets(Set<String> inodes) {
		return lines(Path.of("/proc/net/unix")).map((line) -> line.trim().split("\\s+"))
			.filter((fields) -> fields.length > 6 && inodes.contains(fields[6]) && !isForAgents(fields)
					&& (isListening(fields) || Integer.parseInt(fields[1], 16) > 2))
			.map((fields) -> "unix %s inode %s".formatted(isListening(fields) ? "listening" : "connected", fields[6]));
	}

	// Where the JVM waits for agents, once one was loaded, as mocks do
	private static boolean isForAgents(String[] fields) {
		return fields.length > 7 && fields[7].contains("/.java_pid");
	}

	private static boolean isListening(String[] fields) {
		return fields[3].equals("00010000");
	}

	private static Set<String> descriptorInodes() {
		return descriptorTargets().stream()
			.filter((target) -> target.startsWith("socket:["))
			.map((target) -> target.substring("socket:[".length(), target.length() - 1))
			.collect(Collectors.toSet());
	}

	private static Stream<String> tcpSockets(Set<String> inodes) {
		return Stream.of("/proc/self/net/tcp", "/proc/self/net/tcp6")
			.map(Path::of)
			.filter(Files::exists)
			.flatMap(Leftovers::lines)
			.map((line) -> line.trim().split("\\s+"))
			.filter((fields) -> fields.length > 9 && OPEN_STATES.contains(fields[3]) && inodes.contains(fields[9]))
			.map((fields) -> fields[1] + " to " + fields[2] + " inode " + fields[9]);
	}

	/**
	 * List the files and pipes that this process has open, but for those of devices and
	 * of code.
	 */
	public static Set<String> files() {
		return descriptorTargets().stream()
			.filter((target) -> target.startsWith("/") || target.startsWith("pipe:"))
			.filter((target) -> !target.endsWith(".jar") && NOT_OURS.stream().noneMatch(target::startsWith))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/**
	 * Count the open file descriptors of this process.
	 */
	public static int fileDescriptors() {
		return descriptorTargets().size();
	}

	/**
	 * Count what this process waits for input with, such as the selector of an event
	 * loop.
	 */
	static long eventPolls() {
		return descriptorTargets().stream().filter("anon_inode:[eventpoll]"::equals).count();
	}

	private static List<String> descriptorTargets() {
		try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
			return descriptors.map(Leftovers::target).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Tell whether a process is there and does something, which a zombie does not.
	 */
	public static boolean isRunning(long pid) {
		return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false) && !isZombie(pid);
	}

	private static boolean isZombie(long pid) {
		try {
			String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
			return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static String target(Path descriptor) {
		try {
			return Files.readSymbolicLink(descriptor).toString();
		}
		catch (IOException ex) {
			// Closed since it was listed, as the one of the listing itself is
			return "closed";
		}
	}

	private static Stream<String> lines(Path file) {
		try {
			return Files.readAllLines(file).stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
