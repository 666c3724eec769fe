package io.rpcparallel.actuate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import io.rpcparallel.RpcSettings;
import io.rpcparallel.WorkerOutput;
import io.rpcparallel.actuate.WorkerDetails.Assignment;
import io.rpcparallel.actuate.WorkerDetails.Event;
import io.rpcparallel.actuate.WorkerDetails.FunctionUse;
import io.rpcparallel.actuate.WorkerDetails.Options;
import io.rpcparallel.actuate.WorkersEndpoint.WorkerDescriptor;
import io.rpcparallel.master.TrackedWorker;
import io.rpcparallel.master.WorkerControl;
import io.rpcparallel.master.WorkerEvent;
import io.rpcparallel.master.WorkerSetup;
import io.rpcparallel.master.WorkerSnapshot;
import io.rpcparallel.master.WorkerTrail;
import io.rpcparallel.protocol.FunctionUses;
import io.rpcparallel.protocol.LogRouting;
import io.rpcparallel.protocol.WorkerAssignment;
import io.rpcparallel.registry.RegisteredFunction;
import io.rpcparallel.registry.WorkerFunctionRegistry;

/**
 * Puts together what there is to tell of a worker.
 */
class WorkerDetailsReader {

	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private final WorkerFunctionRegistry registry;

	WorkerDetailsReader(WorkerFunctionRegistry registry) {
		this.registry = registry;
	}

	WorkerDetails read(TrackedWorker worker) {
		WorkerSnapshot snapshot = worker.snapshot();
		WorkerSnapshot.Place place = snapshot.place();
		WorkerSetup setup = worker.setup();
		WorkerControl control = worker.control();
		WorkerTrail trail = worker.trail();
		return new WorkerDetails(WorkerDescriptor.of(snapshot), (place != null) ? place.host() : null,
				(place != null) ? place.launcher() : null, (setup != null) ? assignment(setup, control) : null,
				(setup != null && !snapshot.served()) ? options(setup.launch()) : null,
				(trail != null) ? trail.command() : List.of(), WorkerDetails.Vitals.of(snapshot.vitalSigns()),
				functions(worker), worker.events().stream().map(WorkerDetailsReader::event).toList());
	}

	private static Assignment assignment(WorkerSetup setup, @Nullable WorkerControl control) {
		WorkerAssignment.Settings settings = setup.settings();
		RpcSettings rpc = settings.rpc();
		return new Assignment(setup.workerType(), setup.lifetime(),
				(control != null) ? control.handle().address().text() : null, settings.depth(), settings.concurrency(),
				setup.profiles(), text(settings.logging()), settings.connectionTimeout(), rpc.handshakeTimeout(),
				rpc.bufferAgeLimit(), rpc.maxMessageSize().toBytes(), rpc.heartbeatInterval(), rpc.heartbeatTimeout(),
				settings.orphanGrace(), settings.deadlineGrace(), settings.terminationGrace());
	}

	// As the property says it
	private static String text(LogRouting logging) {
		if (logging.file() != null) {
			return "file:" + logging.file();
		}
		if (logging.isForwarded()) {
			return "forward";
		}
		return logging.console() ? "console" : "none";
	}

	private static Options options(WorkerSetup.Launch launch) {
		Path workingDirectory = launch.workingDirectory();
		DataSize heap = launch.heap();
		return new Options(launch.environment(), (workingDirectory != null) ? workingDirectory.toString() : null,
				(heap != null) ? heap.toBytes() : null, launch.umask(), text(launch.stdout()), text(launch.stderr()),
				launch.spawnTimeout(), launch.callDeadline());
	}

	// As the properties say it
	private static String text(WorkerOutput output) {
		if (output instanceof WorkerOutput.ToFile toFile) {
			return (toFile.append() ? "append:" : "truncate:") + toFile.file();
		}
		if (output instanceof WorkerOutput.Discard) {
			return "discard";
		}
		if (output instanceof WorkerOutput.Inherit) {
			return "inherit";
		}
		return (output instanceof WorkerOutput.Pipe) ? "pipe" : "log";
	}

	private @Nullable List<FunctionUse> functions(TrackedWorker worker) {
		FunctionUses uses = Answer.of(worker, WorkerControl::functions, PATIENCE).value();
		return (uses != null) ? uses.functions().stream().map(this::use).toList() : null;
	}

	// The worker has the same functions, or it would not have started
	private FunctionUse use(FunctionUses.FunctionUse use) {
		RegisteredFunction function = this.registry.functions().get(use.function());
		return new FunctionUse(function.name(), function.kind().tag(), use.calls(), use.failures(),
				use.total().dividedBy(use.calls()), use.longest());
	}

	private static Event event(WorkerEvent event) {
		return new Event(Millis.of(event.time()), event.kind(), event.detail());
	}

}
