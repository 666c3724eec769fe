package io.rpcparallel.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.rpcparallel.benchmarks.contender.ContenderId;
import io.rpcparallel.benchmarks.contender.ours.OursApplication;
import io.rpcparallel.benchmarks.host.PeerHost;
import io.rpcparallel.benchmarks.process.JavaCommand;
import io.rpcparallel.benchmarks.process.LineProcess;

/**
 * The processes of the callers: one for each contender, so that none profits or suffers
 * from what the JVM has learnt of another. In the smoke form the peers share one.
 */
class Hosts implements AutoCloseable {

	private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

	private final Jdk jdk;

	private final Form form;

	private final Path directory;

	private final Map<ContenderId, LineProcess> processes = new EnumMap<>(ContenderId.class);

	Hosts(Jdk jdk, Form form, Path directory) {
		this.jdk = jdk;
		this.form = form;
		this.directory = directory;
	}

	/**
	 * Return the process of a contender, which is started if it was not yet.
	 * @param id the contender
	 * @return its process
	 * @throws IOException if it can't be started
	 */
	LineProcess get(ContenderId id) throws IOException {
		ContenderId key = (this.form == Form.SMOKE && !id.isOurs()) ? ContenderId.RAW_UNIX : id;
		LineProcess process = this.processes.get(key);
		if (process == null) {
			process = start(key);
			this.processes.put(key, process);
		}
		return process;
	}

	private LineProcess start(ContenderId id) throws IOException {
		return LineProcess.start(id.isOurs() ? ours(id) : peer(), this.directory.resolve(id + ".log"));
	}

	private List<String> peer() {
		return new JavaCommand(this.jdk.home(), ClassPaths.all()).with(jvmArguments())
			.run(PeerHost.class, this.directory.toString(), Boolean.toString(this.form != Form.SMOKE));
	}

	private List<String> ours(ContenderId id) {
		List<String> properties = new ArrayList<>(id.properties());
		if (this.form == Form.SMOKE) {
			properties.add("rpc-parallel.launch.startup-cache=off");
			properties.add("rpc-parallel.launch.jvm-arguments=" + String.join(",", QUICK_START));
		}
		return new JavaCommand(this.jdk.home(), ClassPaths.ours()).with(jvmArguments())
			.run(OursApplication.class, properties.stream().map("--"::concat).toArray(String[]::new));
	}

	private List<String> jvmArguments() {
		return (this.form == Form.SMOKE) ? QUICK_START : List.of();
	}

	@Override
	public void close() {
		this.processes.values().forEach(LineProcess::close);
	}

}
