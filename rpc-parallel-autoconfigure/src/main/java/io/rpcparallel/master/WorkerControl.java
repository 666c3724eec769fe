package io.rpcparallel.master;

import java.util.function.IntFunction;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.rpcparallel.Worker;
import io.rpcparallel.protocol.BuiltIn;
import io.rpcparallel.protocol.ControlCodec;
import io.rpcparallel.protocol.FunctionUses;
import io.rpcparallel.protocol.HeapHistogram;
import io.rpcparallel.protocol.Reply;
import io.rpcparallel.protocol.ThreadDumpText;
import io.rpcparallel.protocol.ThrowableData;

/**
 * What an operator can ask of a worker that can be reached, and do with it. It is
 * answered by threads that the worker's functions don't have, and not at all if its
 * process stands still: whoever asks should not wait for long.
 */
public final class WorkerControl {

	private final Worker<?> handle;

	private final IntFunction<Mono<Reply>> requests;

	private final @Nullable Supplier<Mono<Void>> shutdown;

	private final @Nullable Runnable kill;

	private final ControlCodec codec = new ControlCodec();

	/**
	 * Create a control.
	 * @param handle the worker's handle
	 * @param requests asks it something, by its number
	 * @param shutdown ends it in good order, or {@code null} while it starts
	 * @param kill kills its process, or {@code null} while it starts or if that is this
	 * one
	 */
	WorkerControl(Worker<?> handle, IntFunction<Mono<Reply>> requests, @Nullable Supplier<Mono<Void>> shutdown,
			@Nullable Runnable kill) {
		this.handle = handle;
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
	 * Return whether the worker can be changed and ended, and not only be looked at.
	 * @return {@code false} while its process starts, which is for its spawn to end
	 */
	public boolean isComplete() {
		return this.shutdown != null;
	}

	/**
	 * End the worker in good order, as closing its connection does.
	 * @return completes when it is gone, or at once if it is served in this process.
	 * Starts when it is subscribed to
	 * @throws IllegalStateException if its process starts
	 */
	public Mono<Void> shutdown() {
		if (this.shutdown == null) {
			throw new IllegalStateException("Worker '%s' starts. Cancel its spawn".formatted(this.handle.name()));
		}
		return Mono.defer(this.shutdown);
	}

	/**
	 * Return whether the worker can be killed.
	 * @return {@code false} if it is served in this process, or while its process starts
	 */
	public boolean isKillable() {
		return this.kill != null;
	}

	/**
	 * Kill the worker's process, as a crash would: it is lost, and so are its calls.
	 * Returns before it is gone.
	 * @throws IllegalStateException if it is served in this process, or its process
	 * starts
	 */
	public void kill() {
		if (this.kill == null) {
			throw new IllegalStateException(
					"Worker '%s' starts, or is served in this process, which would be killed with it"
						.formatted(this.handle.name()));
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
