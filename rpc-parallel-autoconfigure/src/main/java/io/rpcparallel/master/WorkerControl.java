package io.rpcparallel.master;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.rpcparallel.Worker;
import io.rpcparallel.WorkerLogRecord;
import io.rpcparallel.launch.LaunchedWorker;
import io.rpcparallel.protocol.BuiltIn;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.FunctionUses;
import io.rpcparallel.protocol.HeapHistogram;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ThreadDumpText;
import io.rpcparallel.protocol.ThrowableData;

/**
 * What an operator can ask of a live worker, and do with it. What is asked of the worker
 * itself is answered by threads that its functions don't have, and not at all if its
 * process stands still: whoever asks should not wait for long.
 */
public final class WorkerControl {

	private final WorkerMonitor monitor;

	private final Worker<?> handle;

	private final @Nullable LaunchedWorker process;

	private final IntFunction<Mono<Reply>> requests;

	private final Supplier<Mono<Void>> shutdown;

	private final @Nullable Runnable kill;

	private final ControlCodec codec = new ControlCodec();

	/**
	 * Create a control.
	 * @param monitor hears of the worker
	 * @param handle its handle
	 * @param process its process, or {@code null} if it is served in this one
	 * @param requests asks it something, by its number
	 * @param shutdown ends it in good order
	 * @param kill kills its process, or {@code null} if that is this one
	 */
	WorkerControl(WorkerMonitor monitor, Worker<?> handle, @Nullable LaunchedWorker process,
			IntFunction<Mono<Reply>> requests, Supplier<Mono<Void>> shutdown, @Nullable Runnable kill) {
		this.monitor = monitor;
		this.handle = handle;
		this.process = process;
		this.requests = requests;
		this.shutdown = shutdown;
		this.kill = kill;
	}

	/**
	 * Return the worker, which has the secret that one connects to it with.
	 * @return its handle
	 */
	public Worker<?> handle() {
		return this.handle;
	}

	/**
	 * Return the command line of the worker, in which secrets are masked.
	 * @return the executable and its arguments; empty if it is served in this process
	 */
	public List<String> command() {
		return (this.process != null) ? this.process.command() : List.of();
	}

	/**
	 * Return what the worker's process has printed last.
	 * @return the last lines; empty if it is served in this process
	 */
	public List<String> lastLines() {
		return (this.process != null) ? this.process.lastLines() : List.of();
	}

	/**
	 * Return what the worker has logged last, as far as it has arrived here.
	 * @return the last records; empty if it is served in this process
	 */
	public List<WorkerLogRecord> lastRecords() {
		return this.monitor.lastRecords();
	}

	/**
	 * Ask how the worker's functions were used.
	 * @return the uses to come
	 */
	public Mono<FunctionUses> functions() {
		return ask(BuiltIn.FUNCTION_USES, FunctionUses.class);
	}

	/**
	 * Ask what the threads of the worker's process do.
	 * @return their stack traces to come
	 */
	public Mono<String> threadDump() {
		return ask(BuiltIn.THREAD_DUMP, ThreadDumpText.class).map(ThreadDumpText::text);
	}

	/**
	 * Ask which objects take the room in the heap of the worker's process, which stands
	 * still meanwhile.
	 * @return the histogram to come
	 */
	public Mono<HeapHistogram> heapHistogram() {
		return ask(BuiltIn.HEAP_HISTOGRAM, HeapHistogram.class);
	}

	/**
	 * End the worker in good order, as closing its connection does.
	 * @return completes when it is gone, or at once if it is served in this process.
	 * Starts when it is subscribed to
	 */
	public Mono<Void> shutdown() {
		return Mono.defer(this.shutdown);
	}

	/**
	 * Return whether the worker can be killed.
	 * @return {@code false} if it is served in this process
	 */
	public boolean isKillable() {
		return this.kill != null;
	}

	/**
	 * Kill the worker's process, as a crash would: it is lost, and so are its calls.
	 * Returns before it is gone.
	 * @throws IllegalStateException if it is served in this process
	 */
	public void kill() {
		if (this.kill == null) {
			throw new IllegalStateException(
					"Worker '%s' is served in this process, which would be killed with it. Shut it down"
						.formatted(this.monitor.entry().name()));
		}
		this.kill.run();
	}

	private <T> Mono<T> ask(int request, Class<T> type) {
		return this.requests.apply(request).map((reply) -> read(reply, type));
	}

	private <T> T read(Reply reply, Class<T> type) {
		byte[] body = reply.body();
		if (body == null) {
			throw new IllegalStateException("The worker answered " + reply.code());
		}
		if (reply.code() != Reply.Code.VALUE) {
			throw new IllegalStateException(String.valueOf(this.codec.decode(body, ThrowableData.class).message()));
		}
		return this.codec.decode(body, type);
	}

}
