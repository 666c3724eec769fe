package io.rpcparallel.benchmarks;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The class paths of the processes.
 */
final class ClassPaths {

	// The start of an application is to be measured, and not that of all peers with it
	private static final List<String> PEERS = List.of("agrona", "asn-one", "commons-math3", "config-", "grpc-", "gson",
			"guava", "jmh-", "jopt-simple", "pekko-", "proto", "scala-", "spring-boot-netty",
			"spring-boot-reactor-netty", "spring-boot-web-server", "ssl-config");

	private ClassPaths() {
	}

	static String all() {
		return System.getProperty("java.class.path");
	}

	static String ours() {
		return Arrays.stream(all().split(File.pathSeparator))
			.map((entry) -> Files.isDirectory(Path.of(entry)) ? packaged(entry) : entry)
			.filter((entry) -> PEERS.stream().noneMatch(Path.of(entry).getFileName().toString()::startsWith))
			.collect(Collectors.joining(File.pathSeparator));
	}

	// JVMs make no archives of classes that are in folders
	private static String packaged(String folder) {
		String jar = System.getProperty("bench.jar", "");
		boolean here = folder.equals(System.getProperty("bench.classes"));
		return (here && Files.exists(Path.of(jar))) ? jar : folder;
	}

}
